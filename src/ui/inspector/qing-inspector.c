/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-inspector.h"

#include "qing-dialogs.h"
#include "qing-exchange-text.h"
#include "qing-inspector-page.h"
#include "qing-inspector-rows.h"
#include "qing-json-pretty.h"
#include "qing-tokens-page.h"
#include "qing-widget.h"

#include <glib/gi18n.h>
#include <string.h>

/* A view of more is of no use to anybody, and slow. */
#define MAX_SHOWN (1024 * 1024)

struct _QingInspector
{
  AdwWindow parent_instance;

  AdwToastOverlay *overlay;
  AdwViewStack *stack;
  QingInspectorPage *request;
  QingInspectorPage *response;
  AdwPreferencesPage *timing;
  AdwPreferencesPage *usage;
  AdwViewStackPage *tokens_page;
  QingTokensPage *tokens;
  GtkMenuButton *copy_button;
  GtkMenuButton *save_button;

  QingEngine *engine;
  QingAccount *account; /* or NULL */
  QingMessage *message;
  QingExchange *exchange; /* or NULL */
  QingInspectorRows *timing_rows;
  QingInspectorRows *usage_rows;
};

G_DEFINE_FINAL_TYPE (QingInspector, qing_inspector, ADW_TYPE_WINDOW)

typedef char *(*DupFunc) (QingExchange *exchange);

static void
tell (QingInspector *self, const char *text)
{
  adw_toast_overlay_add_toast (self->overlay, adw_toast_new (text));
}

static char *
dup_response (QingExchange *exchange)
{
  return qing_exchange_dup_log_text (exchange, "\n");
}

static void
copy (QingInspector *self, DupFunc func)
{
  g_autofree char *text = func (self->exchange);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  tell (self, _ ("Copied"));
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingInspector *self = QING_INSPECTOR (widget);

  if (self->exchange == NULL)
    return;
  if (g_str_equal (name, "inspector.copy-curl"))
    copy (self, qing_exchange_dup_curl);
  else if (g_str_equal (name, "inspector.copy-json"))
    copy (self, qing_exchange_dup_json);
  else
    copy (self, dup_response);
}

/* What is on its way into a file. */
typedef struct
{
  QingInspector *self;
  char *text;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->self);
  g_free (saving->text);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (saving->self->overlay != NULL)
    tell (saving->self, ok ? _ ("Saved") : error->message);
}

static void
save_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GFile) file = qing_dialogs_save_finish (result, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL)
    return;
  bytes = g_bytes_new (saving->text, strlen (saving->text));
  /* It holds what was said: nobody else's business. */
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       written_cb, g_steal_pointer (&saving));
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingInspector *self = QING_INSPECTOR (widget);
  gboolean json = g_str_equal (name, "inspector.save-json");
  Saving *saving;

  if (self->exchange == NULL)
    return;
  saving = g_new0 (Saving, 1);
  saving->self = g_object_ref (self);
  saving->text =
    json ? qing_exchange_dup_json (self->exchange) : qing_exchange_dup_curl (self->exchange);
  qing_dialogs_save_async (widget, json ? "request.json" : "request.sh", NULL, save_chosen_cb,
                           saving);
}

static void
show_page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  QingInspector *self = QING_INSPECTOR (widget);

  adw_view_stack_set_visible_child_name (self->stack, g_variant_get_string (parameter, NULL));
}

/* Cuts @text at the end of a character. */
static char *
bound (char *text)
{
  char *end;

  if (strlen (text) <= MAX_SHOWN)
    return text;
  end = g_utf8_find_prev_char (text, text + MAX_SHOWN);
  *end = '\0';
  return text;
}

static void
fill_request (QingInspector *self)
{
  GBytes *body = qing_exchange_get_body (self->exchange);
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autofree char *summary =
    g_strdup_printf ("POST %s", qing_exchange_get_address (self->exchange));
  g_autofree char *pretty = qing_json_pretty (data != NULL ? data : "", (gssize) length);
  g_autofree char *valid = g_utf8_make_valid (pretty, -1);
  g_autofree char *shown = bound (qing_abbreviate_blobs (valid));
  gboolean whole = strlen (shown) == strlen (pretty);

  qing_inspector_page_show_text (self->request, _ ("Request"), summary,
                                 qing_exchange_get_headers (self->exchange, QING_EXCHANGE_REQUEST),
                                 shown,
                                 whole ? NULL
                                       : _ ("Shortened here. What is copied or saved is whole."));
}

static char *
dup_status (QingExchange *exchange)
{
  const char *protocol = qing_exchange_get_protocol (exchange);
  guint status = qing_exchange_get_status (exchange);

  if (status == 0)
    return g_strdup (_ ("No response"));
  return g_strdup_printf ("%s %u", protocol != NULL ? protocol : "HTTP", status);
}

static void
fill_response (QingInspector *self)
{
  guint64 left_out = qing_exchange_get_n_left_out (self->exchange, NULL);
  g_autofree char *size = g_format_size (left_out);
  g_autofree char *words = g_strdup_printf (_ ("\n\n… %s are left out here …\n\n"), size);
  g_autofree char *note =
    g_strdup_printf (_ ("The response was longer than what is kept: %s are missing in the middle."),
                     size);
  g_autofree char *log = qing_exchange_dup_log_text (self->exchange, words);
  g_autofree char *pretty = qing_json_pretty (log, -1);
  g_autofree char *shown = qing_abbreviate_blobs (pretty);
  g_autofree char *summary = dup_status (self->exchange);

  qing_inspector_page_show_text (self->response, _ ("Response"), summary,
                                 qing_exchange_get_headers (self->exchange, QING_EXCHANGE_RESPONSE),
                                 shown, left_out > 0 ? note : NULL);
}

static const char *
get_reason_for_nothing (QingInspector *self)
{
  if (qing_message_is_running (self->message))
    return _ ("The answer is still coming. Its request is shown here when it is complete.");
  return _ ("Requests and responses are kept in memory only, for the latest answers since Qingtan "
            "was started. What was measured is on the other pages.");
}

static void
fill (QingInspector *self)
{
  g_set_object (&self->exchange, qing_engine_get_exchange (self->engine, self->message));
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy_button), self->exchange != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), self->exchange != NULL);
  if (self->exchange != NULL)
    {
      fill_request (self);
      fill_response (self);
    }
  else
    {
      qing_inspector_page_show_missing (self->request, get_reason_for_nothing (self));
      qing_inspector_page_show_missing (self->response, get_reason_for_nothing (self));
    }
  qing_inspector_rows_clear (self->timing_rows);
  qing_inspector_rows_clear (self->usage_rows);
  qing_inspector_rows_add_timing (self->timing_rows, self->message, self->exchange);
  qing_inspector_rows_add_usage (self->usage_rows, self->message, self->exchange);
  qing_inspector_rows_add_cost (self->usage_rows, self->message,
                                qing_engine_get_catalogue (self->engine), self->account);
  adw_view_stack_page_set_visible (self->tokens_page,
                                   qing_message_get_logprobs (self->message) != NULL);
  qing_tokens_page_set_message (self->tokens, self->message);
}

static void
state_changed_cb (QingInspector *self)
{
  if (self->overlay != NULL)
    fill (self);
}

static void
qing_inspector_dispose (GObject *object)
{
  QingInspector *self = QING_INSPECTOR (object);

  g_clear_pointer (&self->timing_rows, qing_inspector_rows_free);
  g_clear_pointer (&self->usage_rows, qing_inspector_rows_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), QING_TYPE_INSPECTOR);
  g_clear_object (&self->exchange);
  g_clear_object (&self->message);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (qing_inspector_parent_class)->dispose (object);
}

static void
qing_inspector_class_init (QingInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const copies[] = { "inspector.copy-curl", "inspector.copy-json",
                                        "inspector.copy-response" };
  static const char *const saves[] = { "inspector.save-json", "inspector.save-curl" };
  static const char *const pages[] = { "request", "response", "timing", "usage", "tokens" };

  G_OBJECT_CLASS (klass)->dispose = qing_inspector_dispose;

  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    gtk_widget_class_install_action (widget_class, copies[i], NULL, copy_cb);
  for (guint i = 0; i < G_N_ELEMENTS (saves); i++)
    gtk_widget_class_install_action (widget_class, saves[i], NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "inspector.page", "s", show_page_cb);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK,
                                         "inspector.page", "s", pages[i]);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK,
                                       "inspector.save-json", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "inspector.copy-curl", NULL);
  g_type_ensure (QING_TYPE_INSPECTOR_PAGE);
  g_type_ensure (QING_TYPE_TOKENS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, QingInspector, overlay);
  gtk_widget_class_bind_template_child (widget_class, QingInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, QingInspector, request);
  gtk_widget_class_bind_template_child (widget_class, QingInspector, response);
  gtk_widget_class_bind_template_child (widget_class, QingInspector, timing);
  gtk_widget_class_bind_template_child (widget_class, QingInspector, usage);
  gtk_widget_class_bind_template_child (widget_class, QingInspector, tokens_page);
  gtk_widget_class_bind_template_child (widget_class, QingInspector, tokens);
  gtk_widget_class_bind_template_child (widget_class, QingInspector, copy_button);
  gtk_widget_class_bind_template_child (widget_class, QingInspector, save_button);
}

static void
qing_inspector_init (QingInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qing_widget_set_accessible_label (GTK_WIDGET (self->copy_button), _ ("Copy"));
  qing_widget_set_accessible_label (GTK_WIDGET (self->save_button), _ ("Save"));
  self->timing_rows = qing_inspector_rows_new (self->timing);
  self->usage_rows = qing_inspector_rows_new (self->usage);
}

void
qing_inspector_set_page (QingInspector *self, const char *page)
{
  g_return_if_fail (QING_IS_INSPECTOR (self));

  adw_view_stack_set_visible_child_name (self->stack, page);
}

GtkWidget *
qing_inspector_show (GtkWidget *parent,
                     QingEngine *engine,
                     QingConversation *conversation,
                     QingMessage *message)
{
  QingInspector *self = g_object_new (QING_TYPE_INSPECTOR, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->engine = g_object_ref (engine);
  g_set_object (&self->account,
                qing_engine_get_account (engine, qing_conversation_get_account (conversation)));
  self->message = g_object_ref (message);
  g_signal_connect_object (message, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  qing_dialogs_outlive_parent (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}

char *
qing_inspector_dup_text (QingInspector *self, const char *page)
{
  g_return_val_if_fail (QING_IS_INSPECTOR (self), NULL);

  adw_view_stack_set_visible_child_name (self->stack, page);
  if (g_str_equal (page, "request"))
    return qing_inspector_page_dup_text (self->request);
  if (g_str_equal (page, "response"))
    return qing_inspector_page_dup_text (self->response);
  if (g_str_equal (page, "tokens"))
    return qing_tokens_page_describe (self->tokens, 0);
  return g_strdup (qing_inspector_rows_get_text (g_str_equal (page, "timing") ? self->timing_rows
                                                                              : self->usage_rows));
}
