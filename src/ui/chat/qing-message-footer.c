/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-message-footer.h"

#include "qing-button.h"

#include <glib/gi18n.h>

struct _QingMessageFooter
{
  GtkWidget parent_instance;

  QingMessage *message;
  gboolean read_only;
  GtkWidget *box;
  GtkWidget *versions; /* ‹ 2/3 ›, or NULL */
  GtkWidget *version_label;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *tools; /* NULL until first shown */
  GtkWidget *details_label;
};

G_DEFINE_FINAL_TYPE (QingMessageFooter, qing_message_footer, GTK_TYPE_WIDGET)

static gboolean
is_user (QingMessageFooter *self)
{
  return qing_message_get_role (self->message) == QING_ROLE_USER;
}

static void
add_tool (QingMessageFooter *self, const char *icon_name, const char *label, const char *action)
{
  gtk_box_append (GTK_BOX (self->tools),
                  qing_button_new_for_action (icon_name, label, action,
                                              qing_message_get_uid (self->message)));
}

static void
add_menu_item (GMenu *menu, const char *label, const char *action, const char *uid)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", uid);
  /* Where answers are only compared, little can be done with them. */
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
  g_menu_append_item (menu, item);
}

/* The menu is made whenever it is opened: what can be done changes as the conversation goes on. */
static void
make_menu (GtkMenuButton *button, gpointer data)
{
  QingMessageFooter *self = data;
  const char *uid = qing_message_get_uid (self->message);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  add_menu_item (menu, _ ("Copy as Markdown"), "message.copy-markdown", uid);
  add_menu_item (menu, _ ("Copy as Rich Text"), "message.copy-rich", uid);
  add_menu_item (menu, _ ("Quote in Reply"), "message.quote", uid);
  if (!is_user (self))
    {
      add_menu_item (menu, _ ("Edit…"), "message.edit", uid);
      add_menu_item (menu, _ ("Answer Again With…"), "message.regenerate-with", uid);
    }
  add_menu_item (menu, _ ("Continue from Here in a New Conversation"), "message.fork", uid);
  add_menu_item (menu, _ ("Details…"), "message.details", uid);
  if (!is_user (self))
    add_menu_item (menu, _ ("Inspect Request…"), "message.inspect", uid);
  if (qing_message_get_logprobs (self->message) != NULL)
    {
      g_menu_append (menu, _ ("Shade by Confidence"), "confidence.shade");
      add_menu_item (menu, _ ("Token Probabilities…"), "message.confidence", uid);
    }
  if (qing_message_get_n_children (self->message) > 0)
    {
      add_menu_item (last, _ ("Delete Only This Message"), "message.delete-one", uid);
      add_menu_item (last, _ ("Delete From Here On"), "message.delete", uid);
    }
  else
    add_menu_item (last, _ ("Delete"), "message.delete", uid);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
}

static void
add_menu_button (QingMessageFooter *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  const char *label = _ ("More Actions");

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "message-menu");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_menu, self, NULL);
  gtk_box_append (GTK_BOX (self->tools), button);
}

static void
make_tools (QingMessageFooter *self)
{
  self->tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  add_tool (self, "edit-copy-symbolic", _ ("Copy"), "message.copy");
  if (!self->read_only)
    add_tool (self, is_user (self) ? "document-edit-symbolic" : "view-refresh-symbolic",
              is_user (self) ? _ ("Edit and Send Again") : _ ("Answer Again"),
              is_user (self) ? "message.edit" : "message.regenerate");
  add_menu_button (self);
  self->details_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->details_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->details_label, "message-details");
  if (is_user (self))
    gtk_box_prepend (GTK_BOX (self->tools), self->details_label);
  else
    gtk_box_append (GTK_BOX (self->tools), self->details_label);
  gtk_box_append (GTK_BOX (self->box), self->tools);
}

static void
make_versions (QingMessageFooter *self)
{
  const char *uid = qing_message_get_uid (self->message);

  self->versions = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->previous_button =
    qing_button_new_for_action ("go-previous-symbolic", _ ("Previous Version"), "message.previous",
                                uid);
  self->next_button =
    qing_button_new_for_action ("go-next-symbolic", _ ("Next Version"), "message.next", uid);
  self->version_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->version_label, "message-details");
  gtk_widget_add_css_class (self->version_label, "numeric");
  gtk_box_append (GTK_BOX (self->versions), self->previous_button);
  gtk_box_append (GTK_BOX (self->versions), self->version_label);
  gtk_box_append (GTK_BOX (self->versions), self->next_button);
  if (!is_user (self))
    gtk_box_append (GTK_BOX (self->versions),
                    qing_button_new_for_action ("view-dual-symbolic", _ ("Compare Answers"),
                                                "message.compare", uid));
  gtk_box_prepend (GTK_BOX (self->box), self->versions);
}

static char *
dup_counts (QingMessage *message)
{
  const QingUsage *usage = qing_message_get_usage (message);
  const QingTiming *timing = qing_message_get_timing (message);
  double speed;
  g_autofree char *tokens = NULL;

  if (usage == NULL || usage->completion < 0)
    return g_strdup ("");
  tokens = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'d token", "%'d tokens",
                                         (gulong) usage->completion),
                            (int) usage->completion);
  speed = timing != NULL ? qing_usage_get_speed (usage, timing) : 0;
  if (!(speed > 0))
    return g_steal_pointer (&tokens);
  /* Translators: "840 tokens · 52 tokens/s" */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s · %2$.0f token/s",
                                       "%1$s · %2$.0f tokens/s", (gulong) (speed + 0.5)),
                          tokens, speed);
}

/**
 * qing_message_footer_dup_details:
 *
 * Returns: (transfer full): what the answer took, and whether it is the JSON that was asked for, in
 *  few words; "" when nothing is known
 */
char *
qing_message_footer_dup_details (QingMessage *message)
{
  g_autofree char *counts = dup_counts (message);
  const char *verdict = qing_message_get_verdict (message);

  if (verdict == NULL)
    return g_steal_pointer (&counts);
  if (*verdict == '\0')
    verdict = _ ("Valid JSON");
  return *counts != '\0' ? g_strjoin (" · ", verdict, counts, NULL) : g_strdup (verdict);
}

/* Takes in how the message is now. */
void
qing_message_footer_update (QingMessageFooter *self)
{
  guint n = qing_message_get_n_siblings (self->message);
  guint index = qing_message_get_sibling_index (self->message);

  if (n > 1)
    {
      g_autofree char *text = g_strdup_printf ("%u/%u", index + 1, n);

      if (self->versions == NULL)
        make_versions (self);
      gtk_label_set_text (GTK_LABEL (self->version_label), text);
      gtk_widget_set_sensitive (self->previous_button, index > 0);
      gtk_widget_set_sensitive (self->next_button, index + 1 < n);
    }
  if (self->versions != NULL)
    gtk_widget_set_visible (self->versions, n > 1);
  if (self->tools != NULL)
    {
      g_autofree char *details = qing_message_footer_dup_details (self->message);

      gtk_label_set_text (GTK_LABEL (self->details_label), details);
      gtk_widget_set_tooltip_text (self->details_label, qing_message_get_verdict (self->message));
    }
}

void
qing_message_footer_set_tools_shown (QingMessageFooter *self, gboolean shown)
{
  if (shown && self->tools == NULL)
    {
      make_tools (self);
      qing_message_footer_update (self);
    }
  if (self->tools != NULL)
    gtk_widget_set_visible (self->tools, shown);
}

static void
qing_message_footer_dispose (GObject *object)
{
  QingMessageFooter *self = QING_MESSAGE_FOOTER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (qing_message_footer_parent_class)->dispose (object);
}

static void
qing_message_footer_class_init (QingMessageFooterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qing_message_footer_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "messagefooter");
}

static void
qing_message_footer_init (QingMessageFooter *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
qing_message_footer_new (QingMessage *message, gboolean read_only)
{
  QingMessageFooter *self = g_object_new (QING_TYPE_MESSAGE_FOOTER, NULL);

  self->message = g_object_ref (message);
  self->read_only = read_only;
  gtk_widget_set_halign (self->box, is_user (self) ? GTK_ALIGN_END : GTK_ALIGN_START);
  qing_message_footer_update (self);
  return GTK_WIDGET (self);
}
