/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-account-row.h"
#include "qing-archive-window.h"
#include "qing-choice-editor.h"
#include "qing-edit-dialog.h"
#include "qing-engine-folders.h"
#include "qing-folder-chooser.h"
#include "qing-image-viewer.h"
#include "qing-message-details.h"
#include "qing-model-row.h"
#include "qing-number-editor.h"
#include "qing-preferences-window.h"
#include "qing-sidebar-row.h"
#include "qing-test-pictures.h"
#include "qing-test-window.h"
#include "qing-text-editor.h"

/* What reacts to the user has a name for those who do not see it. */

static gboolean
has_label (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

/* A part of a control, such as the text in an entry, is named by the control. */
static gboolean
is_part_of_named (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  for (guint i = 0; i < 5 && parent != NULL; i++, parent = gtk_widget_get_parent (parent))
    if (GTK_IS_EDITABLE (parent) || GTK_IS_DROP_DOWN (parent) || GTK_IS_SPIN_BUTTON (parent))
      return has_label (parent) || ADW_IS_PREFERENCES_ROW (parent);
  return FALSE;
}

/* The message view has tests of its own; lists to choose from and the window of the preferences have
 * parts that belong to the library and are not on the screen. */
static gboolean
is_foreign (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, QING_TYPE_CONVERSATION_PANE) != NULL ||
         (gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER) != NULL &&
          (gtk_widget_get_ancestor (widget, GTK_TYPE_DROP_DOWN) != NULL ||
           gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL)) ||
         (gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_WINDOW) != NULL &&
          !gtk_widget_get_mapped (widget) && (GTK_IS_TEXT (widget) || GTK_IS_LIST_VIEW (widget)));
}

static void
check_cb (GtkWidget *widget, gpointer user_data)
{
  GPtrArray *nameless = user_data;
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (!gtk_widget_get_focusable (widget) || !gtk_widget_get_visible (widget) ||
      is_foreign (widget) || g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "GtkListItem") ||
      GTK_IS_POPOVER (widget) || GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_LIST_BOX (widget) ||
      GTK_IS_WINDOW (widget) || GTK_IS_FLOW_BOX (widget) ||
      (parent != NULL && GTK_IS_WINDOW_CONTROLS (parent)))
    return;
  if (has_label (widget) || is_part_of_named (widget))
    return;
  /* What is written on it is its name. */
  if ((GTK_IS_BUTTON (widget) || GTK_IS_EXPANDER (widget) || GTK_IS_LIST_BOX_ROW (widget) ||
       GTK_IS_LABEL (widget) || g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton")) &&
      has_text (widget))
    return;
  {
    GtkWidget *above = parent != NULL ? gtk_widget_get_parent (parent) : NULL;

    g_ptr_array_add (nameless,
                     g_strdup_printf ("%s in %s in %s", G_OBJECT_TYPE_NAME (widget),
                                      parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing",
                                      above != NULL ? G_OBJECT_TYPE_NAME (above) : "nothing"));
  }
}

static void
check (GtkWidget *root)
{
  g_autoptr (GPtrArray) nameless = g_ptr_array_new_with_free_func (g_free);

  qing_test_walk (root, check_cb, nameless);
  for (guint i = 0; i < nameless->len; i++)
    g_test_message ("without a name: %s", (const char *) nameless->pdata[i]);
  g_assert_cmpuint (nameless->len, ==, 0);
}

static void
test_window (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  g_autoptr (GdkPixbuf) pixbuf = qing_test_picture_new (64, 64, FALSE);
  g_autoptr (GBytes) bytes = qing_test_picture_encode (pixbuf, "png");

  qing_attachment_tray_add_bytes (qing_composer_get_tray (self->composer), bytes, "quarters.png");
  qing_composer_set_notice (self->composer, "Something was refused.");
  qing_test_activate (self, "win.parameters");
  check (GTK_WIDGET (self->window));
  qing_window_set_conversation (self->window, conversation);
  qing_test_settle (self);
  check (GTK_WIDGET (self->window->sidebar));
}

/* Puts into @visited what the Tab key reaches in that direction before it begins anew. */
static void
visit (GtkWidget *window, GtkDirectionType direction, GHashTable *visited)
{
  GtkWidget *first = NULL;

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  while (gtk_widget_child_focus (window, direction))
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

      g_assert_nonnull (focus);
      if (focus == first)
        return;
      if (first == NULL)
        first = focus;
      if (!g_hash_table_add (visited, focus))
        g_error ("Tab comes to a %s again, in a %s", G_OBJECT_TYPE_NAME (focus),
                 G_OBJECT_TYPE_NAME (gtk_widget_get_parent (focus)));
    }
}

/* What the arrow keys do in the text of a spin button or among the pages of a switcher, and the window
 * manager for a window, needs no stop of its own. */
static void
collect_controls_cb (GtkWidget *widget, gpointer user_data)
{
  if ((GTK_IS_BUTTON (widget) || GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget) ||
       GTK_IS_SCALE (widget) || GTK_IS_EXPANDER (widget)) &&
      gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget) &&
      gtk_widget_get_focusable (widget) &&
      !(GTK_IS_BUTTON (widget) && GTK_IS_SPIN_BUTTON (gtk_widget_get_parent (widget))) &&
      !ADW_IS_VIEW_SWITCHER (gtk_widget_get_parent (widget)) &&
      !GTK_IS_WINDOW_CONTROLS (gtk_widget_get_parent (widget)))
    g_ptr_array_add (user_data, widget);
}

/* The Tab key reaches every control below @root, forward and backward, and is held by none. */
static void
check_tab (GtkWidget *window, GtkWidget *root)
{
  static const GtkDirectionType directions[] = { GTK_DIR_TAB_FORWARD, GTK_DIR_TAB_BACKWARD };
  g_autoptr (GPtrArray) controls = g_ptr_array_new ();

  qing_test_walk (root, collect_controls_cb, controls);
  g_assert_cmpuint (controls->len, >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      g_autoptr (GHashTable) visited = g_hash_table_new (NULL, NULL);
      guint n_missed = 0;

      visit (window, directions[i], visited);
      for (guint j = 0; j < controls->len; j++)
        if (!g_hash_table_contains (visited, controls->pdata[j]))
          {
            g_autoptr (GString) path = g_string_new (NULL);

            for (GtkWidget *at = controls->pdata[j]; at != NULL; at = gtk_widget_get_parent (at))
              g_string_append_printf (path, " %s", G_OBJECT_TYPE_NAME (at));
            n_missed++;
            g_test_message ("not reached %s:%s", i == 0 ? "forward" : "backward", path->str);
          }
      g_assert_cmpuint (n_missed, ==, 0);
    }
}

static void
expand_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  if (ADW_IS_EXPANDER_ROW (widget))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (widget), TRUE);
}

static void
test_tab (QingTestWindow *self, gconstpointer data)
{
  GtkWidget *preferences = qing_preferences_window_new (self->desk.engine, self->settings);

  qing_test_activate (self, "win.parameters");
  qing_test_settle (self);
  qing_test_walk (GTK_WIDGET (self->window->parameters), expand_cb, NULL);
  qing_test_settle (self);
  check_tab (GTK_WIDGET (self->window), GTK_WIDGET (self->window->parameters));
  check_tab (GTK_WIDGET (self->window), GTK_WIDGET (self->composer));

  gtk_window_present (GTK_WINDOW (preferences));
  qing_test_walk (preferences, expand_cb, NULL);
  qing_test_settle (self);
  check_tab (preferences, preferences);
  gtk_window_destroy (GTK_WINDOW (preferences));
  qing_test_settle (self);
}

static gboolean
is_filled (gpointer window)
{
  return qing_test_find (window, "GtkListView") != NULL;
}

/* The list while several are chosen and a folder is in it, and the windows that it opens. */
static void
test_organising (QingTestWindow *self, gconstpointer data)
{
  QingEngine *engine = self->desk.engine;
  g_autoptr (QingConversation) archived = qing_test_add_conversation (self, "Archived");
  g_autoptr (QingConversation) listed = qing_test_add_conversation (self, "Listed");
  GtkWidget *sidebar = GTK_WIDGET (self->window->sidebar);
  GtkWidget *windows[2];

  qing_engine_create_folder (engine, NULL, "Play");
  qing_engine_set_archived (engine, archived, TRUE);
  gtk_widget_activate_action (sidebar, "selection.all", NULL);
  qing_test_settle (self);
  check (sidebar);
  gtk_widget_activate_action (sidebar, "selection.cancel", NULL);

  windows[0] = GTK_WIDGET (qing_folder_chooser_new (engine, GTK_WINDOW (self->window), NULL));
  windows[1] = GTK_WIDGET (qing_archive_window_new (engine, GTK_WINDOW (self->window)));
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    gtk_window_present (GTK_WINDOW (windows[i]));
  qing_test_run_until (is_filled, windows[1]);
  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      check (windows[i]);
      gtk_window_destroy (GTK_WINDOW (windows[i]));
    }
  qing_test_settle (self);
}

static void
test_preferences (QingTestWindow *self, gconstpointer data)
{
  GtkWidget *window = qing_preferences_window_new (self->desk.engine, self->settings);

  gtk_window_present (GTK_WINDOW (window));
  qing_test_settle (self);
  check (window);
  gtk_window_destroy (GTK_WINDOW (window));
  qing_test_settle (self);
}

static void
test_dialogs (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (QingConversation) conversation = qing_test_add_conversation (self, "Stored");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no picture", 10);
  g_autoptr (QingAttachment) attachment =
    qing_attachment_new (NULL, QING_ATTACHMENT_IMAGE, "broken.png", "image/png");
  GtkWidget *parent = GTK_WIDGET (self->window);
  GtkWidget *dialogs[2];

  qing_attachment_set_bytes (attachment, bytes);
  dialogs[0] = qing_edit_dialog_show (parent, self->desk.engine, conversation,
                                      qing_conversation_get_leaf (conversation));
  dialogs[1] = qing_image_viewer_show (parent, attachment);
  qing_test_settle (self);
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      check (dialogs[i]);
      gtk_window_destroy (GTK_WINDOW (dialogs[i]));
    }
  qing_test_settle (self);
}

/* Every .ui file of the room can be built: the classes' own templates by making one of each. */
static void
test_files (QingTestWindow *self, gconstpointer data)
{
  g_auto (GStrv) names =
    g_resources_enumerate_children ("/app/qingtan/Qingtan/ui", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  guint n_files = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      const char *text;
      const char *found;

      if (!g_str_has_suffix (names[i], ".ui"))
        continue;
      g_test_message ("%s", names[i]);
      path = g_strconcat ("/app/qingtan/Qingtan/ui/", names[i], NULL);
      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
      g_assert_no_error (error);
      text = g_bytes_get_data (bytes, NULL);
      found = g_strstr_len (text, (gssize) g_bytes_get_size (bytes), "<template class=\"");
      if (found != NULL)
        {
          g_auto (GStrv) parts = g_strsplit (found, "\"", 3);

          GType type = g_type_from_name (parts[1]);

          /* The window needs an engine; it is on the screen already. Parts with a test of their own
           * are not in this program. */
          if (type != G_TYPE_INVALID && !g_str_equal (parts[1], "QingWindow"))
            {
              GtkWidget *widget = g_object_ref_sink (g_object_new (type, NULL));

              if (GTK_IS_WINDOW (widget))
                gtk_window_destroy (GTK_WINDOW (widget));
              g_object_unref (widget);
              n_files++;
            }
        }
      else
        {
          g_autoptr (GtkBuilder) builder = gtk_builder_new ();

          gtk_builder_add_from_resource (builder, path, &error);
          g_assert_no_error (error);
          {
            GObject *shortcuts = gtk_builder_get_object (builder, "shortcuts");

            if (GTK_IS_SHORTCUTS_WINDOW (shortcuts))
              gtk_window_destroy (GTK_WINDOW (shortcuts));
            else
              g_assert_true (G_IS_MENU_MODEL (gtk_builder_get_object (builder, "list_menu")));
          }
        }
    }
  g_assert_cmpuint (n_files, >, 15);
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);
  g_type_ensure (QING_TYPE_ACCOUNT_ROW);
  g_type_ensure (QING_TYPE_CHOICE_EDITOR);
  g_type_ensure (QING_TYPE_EDIT_DIALOG);
  g_type_ensure (QING_TYPE_IMAGE_VIEWER);
  g_type_ensure (QING_TYPE_MESSAGE_DETAILS);
  g_type_ensure (QING_TYPE_MODEL_ROW);
  g_type_ensure (QING_TYPE_NUMBER_EDITOR);
  g_type_ensure (QING_TYPE_PARAMETER_ROW);
  g_type_ensure (QING_TYPE_PREFERENCES_WINDOW);
  g_type_ensure (QING_TYPE_SIDEBAR_ROW);
  g_type_ensure (QING_TYPE_TEXT_EDITOR);

#define ADD(name, func)                                                                            \
  g_test_add ("/access/" name, QingTestWindow, NULL, qing_test_window_set_up, func,                \
              qing_test_window_tear_down)
  ADD ("window", test_window);
  ADD ("organising", test_organising);
  ADD ("preferences", test_preferences);
  ADD ("dialogs", test_dialogs);
  ADD ("files", test_files);
  ADD ("tab", test_tab);
#undef ADD
  return g_test_run ();
}
