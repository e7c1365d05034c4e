/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-composer-private.h"

#include "qing-attachment-chip.h"
#include "qing-left-out.h"
#include "qing-attachment-intake.h"
#include "qing-parameter-toggle.h"
#include "qing-soft-breaks.h"
#include "qing-text-load.h"
#include "qing-widget.h"

#include <glib/gi18n.h>
#include <string.h>

/* A notice of more bytes than this is replaced rather than continued. */
#define MAX_NOTICE 400

G_DEFINE_FINAL_TYPE (QingComposer, qing_composer, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_WATCH = 1,
  PROP_ENTER_SENDS,
  PROP_MAX_EDGE,
  PROP_CAN_SEND,
} QingComposerProperty;

enum
{
  SIGNAL_SEND,
  SIGNAL_STOP,
  SIGNAL_ATTACH,
  SIGNAL_ATTACHMENT_OPENED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_CAN_SEND + 1];
static guint signals[N_SIGNALS];

static GtkTextBuffer *
get_buffer (QingComposer *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static gboolean
is_running (QingComposer *self)
{
  return self->conversation != NULL && qing_conversation_get_running (self->conversation) > 0;
}

/* Looks no further than the first character that is no white space, so that a megabyte of text
 * costs nothing at each key. */
static gboolean
has_text (QingComposer *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (get_buffer (self), &iter);
  while (!gtk_text_iter_is_end (&iter))
    {
      if (!g_unichar_isspace (gtk_text_iter_get_char (&iter)))
        return TRUE;
      gtk_text_iter_forward_char (&iter);
    }
  return FALSE;
}

static void
update_send_button (QingComposer *self)
{
  gboolean running = is_running (self);
  const char *label = running ? _ ("Stop") : _ ("Send");

  gtk_button_set_icon_name (self->send_button,
                            running ? "media-playback-stop-symbolic" : "qing-send-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->send_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button), running || self->can_send);
}

static void
update_can_send (QingComposer *self)
{
  guint n_pictures = self->tray != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->tray)) : 0;
  gboolean loading = self->tray != NULL && qing_attachment_tray_is_loading (self->tray);
  gboolean can_send = self->conversation != NULL && !is_running (self) && !loading &&
                      (n_pictures > 0 || has_text (self));

  if (self->can_send != can_send)
    {
      self->can_send = can_send;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEND]);
    }
  update_send_button (self);
}

static void
update_placeholder (QingComposer *self)
{
  gtk_widget_set_visible (self->placeholder,
                          gtk_text_buffer_get_char_count (get_buffer (self)) == 0 &&
                            !qing_composer_view_is_composing (self->view));
}

/* (nullable): what the model does not take of what is attached, in words. */
static const char *
get_warning (QingComposer *self, QingRuling *ruling)
{
  const char *words = NULL;
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->tray));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (QingPendingAttachment) pending =
        g_list_model_get_item (G_LIST_MODEL (self->tray), i);
      QingAttachment *attachment = qing_pending_attachment_get_attachment (pending);

      if (qing_pending_attachment_is_sent (pending, ruling))
        continue;
      if (qing_attachment_get_kind (attachment) == QING_ATTACHMENT_IMAGE)
        return _ ("This model does not see pictures; they are replaced by a note.");
      words = _ ("This model does not take all recordings and videos; a note replaces them.");
    }
  return words;
}

/* (transfer full) (nullable): what the user has set and what is not sent all the same, in words; the
 * pane that would say so may be closed. */
static char *
dup_held_back (QingRuling *ruling)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const char *reason = NULL;
  guint n_names = 0;

  for (guint i = 0; i < QING_N_PARAMETERS; i++)
    {
      const QingRule *rule = qing_ruling_get (ruling, i);

      if (!rule->conflict)
        continue;
      if (n_names++ > 0)
        /* Translators: between the names of parameters. */
        g_string_append (names, C_ ("list of names", ", "));
      g_string_append (names, g_dgettext (GETTEXT_PACKAGE, qing_parameter_get_spec (i)->label));
      reason = rule->reason;
    }
  if (n_names == 1 && reason != NULL)
    /* Translators: the name of a parameter, and a sentence that says why. */
    return g_strdup_printf (_ ("“%s” is not sent. %s"), names->str, reason);
  return n_names > 0 ? g_strdup_printf (_ ("Set, but not sent: %s"), names->str) : NULL;
}

/* Marks what stays behind because something else goes, and says it: (transfer full) (nullable). */
static char *
mark_left_out (QingComposer *self, QingRuling *ruling)
{
  g_autoptr (GListModel) ready = qing_attachment_tray_list_ready (self->tray);

  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips)); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    {
      QingPendingAttachment *pending =
        qing_attachment_chip_get_pending (QING_ATTACHMENT_CHIP (chip));
      QingAttachment *attachment = qing_pending_attachment_get_attachment (pending);

      qing_attachment_chip_set_left_out (QING_ATTACHMENT_CHIP (chip),
                                         attachment != NULL &&
                                           qing_left_out_has (ruling, ready, attachment));
    }
  return qing_left_out_describe (ruling, ready, self->conversation);
}

static void
update_warning (QingComposer *self)
{
  QingRuling *ruling = self->watch != NULL ? qing_ruling_watch_get_ruling (self->watch) : NULL;
  gboolean attaches = self->tray != NULL && ruling != NULL;
  const char *attached = attaches ? get_warning (self, ruling) : NULL;
  g_autofree char *left_out = attaches ? mark_left_out (self, ruling) : NULL;
  g_autofree char *held_back = ruling != NULL ? dup_held_back (ruling) : NULL;
  const char *words = attached != NULL ? attached : left_out != NULL ? left_out : held_back;

  gtk_label_set_text (self->warning_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->warning, words != NULL);
}

static void
situation_changed_cb (QingComposer *self)
{
  update_warning (self);
}

static void
text_changed_cb (QingComposer *self)
{
  update_placeholder (self);
  update_can_send (self);
  qing_composer_queue_draft (self);
}

static void
cursor_moved_cb (QingComposer *self, GtkTextIter *iter, GtkTextMark *mark)
{
  if (mark == gtk_text_buffer_get_insert (get_buffer (self)))
    qing_composer_queue_draft (self);
}

static void
chip_remove_cb (QingComposer *self, QingAttachmentChip *chip)
{
  qing_attachment_tray_remove (self->tray, qing_attachment_chip_get_pending (chip));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
chip_opened_cb (QingComposer *self, QingAttachmentChip *chip)
{
  QingPendingAttachment *pending = qing_attachment_chip_get_pending (chip);

  g_signal_emit (self, signals[SIGNAL_ATTACHMENT_OPENED], 0,
                 qing_pending_attachment_get_attachment (pending));
}

static GtkWidget *
get_chip (QingComposer *self, guint position)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips));

  for (; chip != NULL && position > 0; position--)
    chip = gtk_widget_get_next_sibling (chip);
  return chip;
}

static void
tray_changed_cb (QingComposer *self, guint position, guint removed, guint added)
{
  GtkWidget *before = position > 0 ? get_chip (self, position - 1) : NULL;

  for (guint i = 0; i < removed; i++)
    gtk_box_remove (self->chips, get_chip (self, position));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (QingPendingAttachment) pending =
        g_list_model_get_item (G_LIST_MODEL (self->tray), position + i);
      GtkWidget *chip = qing_attachment_chip_new (pending, self->watch);

      g_signal_connect_object (chip, "remove", G_CALLBACK (chip_remove_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (chip, "opened", G_CALLBACK (chip_opened_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_insert_child_after (self->chips, chip, before);
      before = chip;
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->chips_revealer),
                                 gtk_widget_get_first_child (GTK_WIDGET (self->chips)) != NULL);
  update_warning (self);
  update_can_send (self);
  if (!self->filling)
    {
      self->pictures_changed = TRUE;
      qing_composer_queue_draft (self);
    }
}

static void
tray_loading_cb (QingComposer *self)
{
  update_warning (self);
  update_can_send (self);
  qing_composer_queue_draft (self);
}

static QingAttachmentTray *
find_tray (QingComposer *self, QingConversation *conversation)
{
  const char *uid;
  QingAttachmentTray *tray;

  if (conversation == NULL)
    return NULL;
  uid = qing_conversation_get_uid (conversation);
  tray = g_hash_table_lookup (self->trays, uid);
  if (tray == NULL)
    {
      tray = qing_attachment_tray_new ();
      qing_attachment_tray_set_max_edge (tray, self->max_edge);
      g_hash_table_insert (self->trays, g_strdup (uid), tray);
    }
  return tray;
}

static void
set_max_edge (QingComposer *self, guint max_edge)
{
  GHashTableIter iter;
  gpointer tray;

  self->max_edge = max_edge;
  g_hash_table_iter_init (&iter, self->trays);
  while (g_hash_table_iter_next (&iter, NULL, &tray))
    qing_attachment_tray_set_max_edge (tray, max_edge);
}

/* An empty tray is not kept for a conversation that is left. */
static void
set_tray (QingComposer *self, QingAttachmentTray *tray)
{
  guint removed = self->tray != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->tray)) : 0;
  guint added = tray != NULL ? g_list_model_get_n_items (G_LIST_MODEL (tray)) : 0;

  g_signal_group_set_target (self->tray_signals, NULL);
  if (self->tray != NULL && self->conversation != NULL && removed == 0)
    g_hash_table_remove (self->trays, qing_conversation_get_uid (self->conversation));
  self->tray = tray;
  g_signal_group_set_target (self->tray_signals, tray);
  self->filling = TRUE;
  tray_changed_cb (self, 0, removed, added);
  self->filling = FALSE;
  self->pictures_changed = FALSE;
}

static void
conversation_changed_cb (QingComposer *self)
{
  QingConversation *conversation = qing_ruling_watch_get_conversation (self->watch);

  if (conversation == self->conversation)
    return;
  qing_composer_save_draft (self);
  set_tray (self, find_tray (self, conversation));
  g_set_object (&self->conversation, conversation);
  g_signal_group_set_target (self->conversation_signals, conversation);
  qing_composer_set_notice (self, NULL);
  qing_composer_fill (self, conversation);
  if (conversation != NULL)
    qing_composer_fill_tray (self);
  update_can_send (self);
}

static void
send_cb (QingComposer *self)
{
  if (self->can_send)
    g_signal_emit (self, signals[SIGNAL_SEND], 0);
}

static void
stop_cb (QingComposer *self)
{
  if (is_running (self))
    g_signal_emit (self, signals[SIGNAL_STOP], 0);
}

static void
send_clicked_cb (QingComposer *self)
{
  if (is_running (self))
    stop_cb (self);
  else
    send_cb (self);
}

static void
attach_clicked_cb (QingComposer *self)
{
  g_signal_emit (self, signals[SIGNAL_ATTACH], 0);
}

static void
paste_media_cb (QingComposer *self)
{
  if (self->tray != NULL)
    qing_attachment_intake_paste (self->tray, gtk_widget_get_clipboard (GTK_WIDGET (self)));
}

/* Several files that were given at once may be refused one after the other. */
static void
refused_cb (QingComposer *self, const char *words)
{
  const char *shown = qing_composer_get_notice (self);
  g_autofree char *both = NULL;

  if (shown != NULL && strstr (shown, words) == NULL && strlen (shown) < MAX_NOTICE)
    both = g_strdup_printf ("%s\n%s", shown, words);
  qing_composer_set_notice (self, both != NULL ? both : words);
}

/* A text is put where it can be read and shortened, before what was written about it. */
static void
text_read_cb (QingComposer *self, const char *name, const char *text)
{
  g_autofree char *fenced = qing_media_text_fence (name, text);

  qing_composer_insert (self, fenced, FALSE);
}

static void
dismiss_notice_cb (QingComposer *self)
{
  qing_composer_set_notice (self, NULL);
  qing_composer_focus (self);
}

static void
frame_pressed_cb (QingComposer *self)
{
  qing_composer_focus (self);
}

static gboolean
qing_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QING_COMPOSER (widget)->view));
}

static void
qing_composer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QingComposer *self = QING_COMPOSER (object);

  switch ((QingComposerProperty) id)
    {
    case PROP_WATCH:
      g_value_set_object (value, self->watch);
      break;
    case PROP_ENTER_SENDS:
      g_value_set_boolean (value, qing_composer_view_get_enter_sends (self->view));
      break;
    case PROP_MAX_EDGE:
      g_value_set_uint (value, self->max_edge);
      break;
    case PROP_CAN_SEND:
      g_value_set_boolean (value, self->can_send);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_composer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QingComposer *self = QING_COMPOSER (object);

  switch ((QingComposerProperty) id)
    {
    case PROP_WATCH:
      qing_composer_set_watch (self, g_value_get_object (value));
      break;
    case PROP_ENTER_SENDS:
      qing_composer_view_set_enter_sends (self->view, g_value_get_boolean (value));
      break;
    case PROP_MAX_EDGE:
      set_max_edge (self, g_value_get_uint (value));
      break;
    case PROP_CAN_SEND:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
qing_composer_dispose (GObject *object)
{
  QingComposer *self = QING_COMPOSER (object);

  if (self->conversation != NULL)
    qing_composer_save_draft (self);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->tray_signals);
  self->tray = NULL;
  g_clear_pointer (&self->trays, g_hash_table_unref);
  g_clear_object (&self->conversation);
  qing_widget_dispose_children (GTK_WIDGET (self), QING_TYPE_COMPOSER);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (qing_composer_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/qingtan/Qingtan/ui/qing-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, QingComposer, view);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, chips_revealer);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, chips);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, notice_revealer);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, notice);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, warning);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, warning_label);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, thinking);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, searching);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, coding);
  gtk_widget_class_bind_template_child (widget_class, QingComposer, send_button);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, attach_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_media_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_notice_cb);
  gtk_widget_class_bind_template_callback (widget_class, frame_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_placeholder);
}

static void
qing_composer_class_init (QingComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qing_composer_dispose;
  object_class->get_property = qing_composer_get_property;
  object_class->set_property = qing_composer_set_property;
  widget_class->focus = qing_widget_focus_children;
  widget_class->grab_focus = qing_composer_grab_focus;

  properties[PROP_WATCH] =
    g_param_spec_object ("watch", NULL, NULL, QING_TYPE_RULING_WATCH,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ENTER_SENDS] = g_param_spec_boolean ("enter-sends", NULL, NULL, TRUE,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAX_EDGE] = g_param_spec_uint ("max-edge", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_SEND] =
    g_param_spec_boolean ("can-send", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_SEND] = g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STOP] = g_signal_new ("stop", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ATTACH] = g_signal_new ("attach", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ATTACHMENT_OPENED] =
    g_signal_new ("attachment-opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, QING_TYPE_ATTACHMENT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
qing_composer_init (QingComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->trays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  self->conversation_signals = g_signal_group_new (QING_TYPE_CONVERSATION);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::running",
                                  G_CALLBACK (update_can_send), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::draft",
                                  G_CALLBACK (qing_composer_draft_changed_cb), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::loaded",
                                  G_CALLBACK (qing_composer_loaded_cb), self);

  self->tray_signals = g_signal_group_new (QING_TYPE_ATTACHMENT_TRAY);
  g_signal_group_connect_swapped (self->tray_signals, "items-changed", G_CALLBACK (tray_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->tray_signals, "notify::loading",
                                  G_CALLBACK (tray_loading_cb), self);
  g_signal_group_connect_swapped (self->tray_signals, "text-read", G_CALLBACK (text_read_cb), self);
  g_signal_group_connect_swapped (self->tray_signals, "refused", G_CALLBACK (refused_cb), self);

  qing_soft_breaks_attach (get_buffer (self));
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_buffer (self), "mark-set", G_CALLBACK (cursor_moved_cb), self,
                           G_CONNECT_SWAPPED);
  update_send_button (self);
}

QingRulingWatch *
qing_composer_get_watch (QingComposer *self)
{
  g_return_val_if_fail (QING_IS_COMPOSER (self), NULL);

  return self->watch;
}

void
qing_composer_set_watch (QingComposer *self, QingRulingWatch *watch)
{
  g_return_if_fail (QING_IS_COMPOSER (self));
  g_return_if_fail (self->watch == NULL && QING_IS_RULING_WATCH (watch));

  self->watch = g_object_ref (watch);
  qing_parameter_toggle_set_watch (self->thinking, watch);
  qing_parameter_toggle_set_watch (self->searching, watch);
  qing_parameter_toggle_set_watch (self->coding, watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (situation_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "notify::conversation", G_CALLBACK (conversation_changed_cb),
                           self, G_CONNECT_SWAPPED);
  conversation_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCH]);
}

gboolean
qing_composer_can_send (QingComposer *self)
{
  g_return_val_if_fail (QING_IS_COMPOSER (self), FALSE);

  return self->can_send;
}

char *
qing_composer_dup_text (QingComposer *self)
{
  g_return_val_if_fail (QING_IS_COMPOSER (self), NULL);

  return qing_soft_breaks_dup_text (get_buffer (self));
}

void
qing_composer_set_text (QingComposer *self, const char *text)
{
  g_return_if_fail (QING_IS_COMPOSER (self));

  gtk_text_buffer_set_text (get_buffer (self), text, -1);
}

void
qing_composer_insert (QingComposer *self, const char *text, gboolean quote)
{
  g_autoptr (GString) inserted = g_string_new (NULL);
  GtkTextIter start;

  g_return_if_fail (QING_IS_COMPOSER (self));

  if (quote)
    {
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        if (lines[i][0] != '\0' || lines[i + 1] != NULL)
          g_string_append_printf (inserted, "> %s\n", lines[i]);
      g_string_append_c (inserted, '\n');
    }
  else
    {
      g_string_append (inserted, text);
    }
  gtk_text_buffer_get_start_iter (get_buffer (self), &start);
  gtk_text_buffer_insert (get_buffer (self), &start, inserted->str, (int) inserted->len);
  qing_composer_focus (self);
}

QingAttachmentTray *
qing_composer_get_tray (QingComposer *self)
{
  g_return_val_if_fail (QING_IS_COMPOSER (self), NULL);

  return self->tray;
}

void
qing_composer_clear (QingComposer *self)
{
  g_return_if_fail (QING_IS_COMPOSER (self));

  if (self->tray != NULL)
    qing_attachment_tray_clear (self->tray);
  gtk_text_buffer_set_text (get_buffer (self), "", 0);
  qing_composer_set_notice (self, NULL);
  qing_composer_save_draft (self);
}

void
qing_composer_set_notice (QingComposer *self, const char *words)
{
  g_return_if_fail (QING_IS_COMPOSER (self));

  if (words != NULL)
    gtk_label_set_text (self->notice, words);
  gtk_revealer_set_reveal_child (self->notice_revealer, words != NULL);
}

const char *
qing_composer_get_notice (QingComposer *self)
{
  g_return_val_if_fail (QING_IS_COMPOSER (self), NULL);

  return gtk_revealer_get_reveal_child (self->notice_revealer) ? gtk_label_get_text (self->notice)
                                                               : NULL;
}

void
qing_composer_focus (QingComposer *self)
{
  g_return_if_fail (QING_IS_COMPOSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
