/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-inspector-rows.h"

#include "qing-cost.h"
#include "qing-exchange-text.h"
#include "qing-widget.h"

#include <glib/gi18n.h>

struct _QingInspectorRows
{
  AdwPreferencesPage *page;
  GPtrArray *groups;
  AdwPreferencesGroup *group; /* where rows go */
  GString *text;
};

QingInspectorRows *
qing_inspector_rows_new (AdwPreferencesPage *page)
{
  QingInspectorRows *self = g_new0 (QingInspectorRows, 1);

  self->page = page;
  self->groups = g_ptr_array_new ();
  self->text = g_string_new (NULL);
  return self;
}

void
qing_inspector_rows_free (QingInspectorRows *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->groups);
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
qing_inspector_rows_clear (QingInspectorRows *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  g_string_truncate (self->text, 0);
}

const char *
qing_inspector_rows_get_text (QingInspectorRows *self)
{
  return self->text->str;
}

static void
begin_group (QingInspectorRows *self, const char *title)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  if (title != NULL)
    adw_preferences_group_set_title (self->group, title);
  adw_preferences_page_add (self->page, self->group);
  g_ptr_array_add (self->groups, self->group);
}

/* Nothing for what is not known. What a server said is no markup. */
static void
add_row (QingInspectorRows *self, const char *title, const char *subtitle, const char *value)
{
  GtkWidget *row;
  GtkWidget *label;

  if (value == NULL || *value == '\0')
    return;
  row = adw_action_row_new ();
  label = qing_widget_new_value_label (value);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->group, row);
  g_string_append_printf (self->text, "%s\t%s\n", title, value);
}

static char *
dup_duration (gint64 microseconds)
{
  if (microseconds < 10 * G_USEC_PER_SEC / 1000)
    /* Translators: a time in milliseconds. */
    return g_strdup_printf (_ ("%.1f ms"), (double) microseconds / 1000.0);
  if (microseconds < G_USEC_PER_SEC)
    return g_strdup_printf (_ ("%.0f ms"), (double) microseconds / 1000.0);
  return g_strdup_printf (_ ("%.2f s"), (double) microseconds / G_USEC_PER_SEC);
}

/* A step of the way, from @start to @end; both count from the beginning. */
static void
add_step (QingInspectorRows *self, const char *title, gint64 start, gint64 end)
{
  g_autofree char *value = NULL;

  if (end < 0)
    return;
  value = dup_duration (MAX (end - MAX (start, 0), 0));
  add_row (self, title, NULL, value);
}

static gint64
latest (gint64 a, gint64 b)
{
  return MAX (a, b);
}

static void
add_steps (QingInspectorRows *self, const QingTiming *t)
{
  gint64 ready = latest (latest (t->dns_done, t->connected), t->tls_done);

  begin_group (self, _ ("Steps"));
  if (ready < 0)
    add_row (self, _ ("Connection"), NULL, _ ("Used again"));
  add_step (self, _ ("Finding the server (DNS)"), 0, t->dns_done);
  add_step (self, _ ("Connecting"), t->dns_done, t->connected);
  add_step (self, _ ("Encryption (TLS)"), t->connected, t->tls_done);
  add_step (self, _ ("Waiting for the first byte"), ready, t->first_byte);
  add_step (self, _ ("From the first byte to the first token"), t->first_byte, t->first_token);
  if (t->answer_began > t->first_token)
    add_step (self, _ ("Thinking"), t->first_token, t->answer_began);
  if (t->answer_began >= 0)
    add_step (self, _ ("Writing the answer"), t->answer_began, t->finished);
}

static char *
dup_time (gint64 started)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (started / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return started > 0 && local != NULL ? g_date_time_format (local, "%c") : NULL;
}

static void
add_sums (QingInspectorRows *self, QingMessage *message, const QingTiming *t)
{
  double speed = qing_usage_get_speed (qing_message_get_usage (message), t);
  g_autofree char *value = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%.1f token a second",
                                                         "%.1f tokens a second", (gulong) speed),
                                            speed);
  g_autofree char *time = dup_time (t->started);

  begin_group (self, NULL);
  add_row (self, _ ("Began"), NULL, time);
  add_step (self, _ ("Until the first token"), 0, t->first_token);
  add_step (self, _ ("In all"), 0, t->finished);
  if (speed > 0)
    add_row (self, _ ("Speed"), NULL, value);
}

static void
add_tries (QingInspectorRows *self, QingExchange *exchange)
{
  guint n = qing_exchange_get_n_tries (exchange);

  begin_group (self, _ ("Tries"));
  for (guint i = 0; i < n; i++)
    {
      const QingExchangeTry *try = qing_exchange_get_try (exchange, i);
      g_autofree char *title = g_strdup_printf (_ ("Try %u"), i + 1);
      g_autofree char *elapsed = dup_duration (try->elapsed);
      g_autofree char *waited =
        try->delay_ms > 0 ? g_strdup_printf (_ ("then a wait of %.1f s"), try->delay_ms / 1000.0)
                          : NULL;
      g_autofree char *subtitle =
        g_strjoin (" · ", try->words != NULL ? try->words : "", waited, NULL);
      g_autofree char *value = try->status > 0 ? g_strdup_printf ("%u · %s", try->status, elapsed)
                                               : g_strdup_printf (_ ("no response · %s"), elapsed);

      if (try->words == NULL && waited == NULL)
        g_clear_pointer (&subtitle, g_free);
      add_row (self, title, subtitle, value);
    }
}

void
qing_inspector_rows_add_timing (QingInspectorRows *self,
                                QingMessage *message,
                                QingExchange *exchange)
{
  const QingTiming *timing = qing_message_get_timing (message);

  add_sums (self, message, timing);
  add_steps (self, timing);
  if (exchange != NULL)
    add_tries (self, exchange);
}

static void
add_count (QingInspectorRows *self, const char *title, gint64 count)
{
  g_autofree char *value = g_strdup_printf ("%'" G_GINT64_FORMAT, count);

  if (count >= 0)
    add_row (self, title, NULL, value);
}

static void
add_raw_usage (QingInspectorRows *self, QingExchange *exchange)
{
  g_autofree char *usage = qing_exchange_dup_usage (exchange);
  GtkWidget *label;

  if (usage == NULL)
    return;
  begin_group (self, _ ("As the Server Wrote It"));
  label = gtk_label_new (usage);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "card");
  gtk_widget_add_css_class (label, "inspector-raw");
  adw_preferences_group_add (self->group, label);
  g_string_append_printf (self->text, "%s\n", usage);
}

static void
add_counts (QingInspectorRows *self, const QingUsage *usage)
{
  begin_group (self, _ ("Read"));
  add_count (self, _ ("Tokens of the request"), usage->prompt);
  add_count (self, _ ("from the cache"), usage->cached);
  add_count (self, _ ("written into the cache"), usage->cache_creation);
  add_count (self, _ ("text"), usage->prompt_text);
  add_count (self, _ ("pictures"), usage->prompt_image);
  add_count (self, _ ("video"), usage->prompt_video);
  add_count (self, _ ("sound"), usage->prompt_audio);
  begin_group (self, _ ("Written"));
  add_count (self, _ ("Tokens of the answer"), usage->completion);
  add_count (self, _ ("thinking"), usage->reasoning);
  add_count (self, _ ("text"), usage->completion_text);
  add_count (self, _ ("speech"), usage->completion_audio);
  add_count (self, _ ("In all"), usage->total);
}

void
qing_inspector_rows_add_usage (QingInspectorRows *self,
                               QingMessage *message,
                               QingExchange *exchange)
{
  const QingUsage *usage = qing_message_get_usage (message);

  begin_group (self, NULL);
  add_row (self, _ ("Model"), NULL, qing_message_get_model (message));
  add_row (self, _ ("Request ID"), NULL, qing_message_get_request_id (message));
  add_row (self, _ ("Finish reason"), NULL, qing_message_get_finish_reason (message));
  if (qing_usage_is_known (usage))
    add_counts (self, usage);
  else
    add_row (self, _ ("Tokens"), NULL, _ ("The server told nothing"));
  if (exchange != NULL)
    add_raw_usage (self, exchange);
}

void
qing_inspector_rows_add_cost (QingInspectorRows *self,
                              QingMessage *message,
                              QingCatalogue *catalogue,
                              QingAccount *account)
{
  g_autofree char *value = NULL;
  g_autofree char *list = NULL;
  QingCost cost;

  if (!qing_cost_of_message (catalogue, account, message, &cost))
    return;
  value = qing_cost_format (&cost);
  list = qing_cost_describe (&cost);
  begin_group (self, NULL);
  add_row (self, _ ("Cost"), list, value);
}
