/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-engine-folders.h"
#include "qing-sidebar-private.h"
#include "qing-test-window.h"

#define DAY ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

static void
collect_cb (GtkWidget *widget, gpointer user_data)
{
  if (QING_IS_SIDEBAR_ROW (widget) && gtk_widget_get_mapped (widget) &&
      qing_sidebar_row_get_item (QING_SIDEBAR_ROW (widget)) != NULL)
    g_ptr_array_add (user_data, widget);
}

static int
compare_tops (gconstpointer a, gconstpointer b)
{
  GtkWidget *first = *(GtkWidget *const *) a;
  GtkWidget *second = *(GtkWidget *const *) b;
  GtkWidget *list = gtk_widget_get_ancestor (first, GTK_TYPE_LIST_VIEW);
  double x;
  double first_top;
  double second_top;

  gtk_widget_translate_coordinates (first, list, 0, 0, &x, &first_top);
  gtk_widget_translate_coordinates (second, list, 0, 0, &x, &second_top);
  return (first_top > second_top) - (first_top < second_top);
}

/* What the list shows, from above: "[Folders] Work/ >one [Today] two [Yesterday] three". */
static char *
describe (QingTestWindow *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  qing_test_settle (self);
  qing_test_walk (GTK_WIDGET (self->window->sidebar), collect_cb, rows);
  g_ptr_array_sort (rows, compare_tops);
  for (guint i = 0; i < rows->len; i++)
    {
      QingSidebarRow *row = rows->pdata[i];
      const char *heading = qing_sidebar_row_get_heading (row);

      if (heading != NULL)
        g_string_append_printf (text, "[%s] ", heading);
      for (guint j = 0; j < qing_sidebar_row_get_depth (row); j++)
        g_string_append_c (text, '>');
      if (qing_sidebar_row_get_folder (row) != NULL)
        g_string_append_printf (text, "%s/ ",
                                qing_folder_get_name (qing_sidebar_row_get_folder (row)));
      else
        g_string_append_printf (text, "%s ",
                                qing_conversation_get_title (
                                  qing_sidebar_row_get_conversation (row)));
    }
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

#define ASSERT_LIST(self, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *list = describe (self);                                                       \
    g_assert_cmpstr (list, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static QingConversation *conversations[4];

/* Newest last: the list shows them the other way round. */
static void
set_up (QingTestWindow *self, gconstpointer data)
{
  static const struct
  {
    const char *title;
    int days;
  } made[] = { { "Delta", 3 }, { "Gamma", 1 }, { "Beta two", 0 }, { "Alpha one", 0 } };

  gint64 now = g_get_real_time ();

  qing_test_window_set_up_desk (self, data);
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      conversations[i] = qing_test_add_conversation (self, made[i].title);
      qing_conversation_set_updated (conversations[i], now - made[i].days * DAY + i);
      /* The engine puts it in its place when it is told of a change. */
      qing_engine_set_pinned (self->desk.engine, conversations[i], TRUE);
      qing_engine_set_pinned (self->desk.engine, conversations[i], FALSE);
    }
  qing_test_window_show (self);
}

static void
tear_down (QingTestWindow *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (conversations); i++)
    g_clear_object (&conversations[i]);
  qing_test_window_tear_down (self, data);
}

static void
test_groups (QingTestWindow *self, gconstpointer data)
{
  ASSERT_LIST (self, "[Today] Alpha one Beta two [Yesterday] Gamma [Previous 7 Days] Delta");

  /* The heading passes to the next row when the first of a group goes. */
  qing_engine_set_pinned (self->desk.engine, conversations[3], TRUE);
  ASSERT_LIST (self,
               "[Pinned] Alpha one [Today] Beta two [Yesterday] Gamma [Previous 7 Days] Delta");
  qing_engine_set_pinned (self->desk.engine, conversations[0], TRUE);
  ASSERT_LIST (self, "[Pinned] Alpha one Delta [Today] Beta two [Yesterday] Gamma");
  qing_engine_set_pinned (self->desk.engine, conversations[3], FALSE);
  ASSERT_LIST (self, "[Pinned] Delta [Today] Alpha one Beta two [Yesterday] Gamma");
}

static void
test_rename (QingTestWindow *self, gconstpointer data)
{
  qing_engine_rename (self->desk.engine, conversations[3], "Omega");
  ASSERT_LIST (self, "[Today] Omega Beta two [Yesterday] Gamma [Previous 7 Days] Delta");
}

static void
search (QingTestWindow *self, const char *text)
{
  GtkEditable *entry = qing_test_find (GTK_WIDGET (self->window->sidebar), "GtkSearchEntry");

  gtk_editable_set_text (entry, text);
  g_signal_emit_by_name (entry, "search-changed");
}

static void
test_search (QingTestWindow *self, gconstpointer data)
{
  search (self, "TWO be");
  ASSERT_LIST (self, "[Today] Beta two");
  search (self, "a");
  ASSERT_LIST (self, "[Today] Alpha one Beta two [Yesterday] Gamma [Previous 7 Days] Delta");
  search (self, "nothing at all");
  ASSERT_LIST (self, "");
  g_assert_nonnull (qing_test_find (GTK_WIDGET (self->window->sidebar), "AdwStatusPage"));
  search (self, "");
  ASSERT_LIST (self, "[Today] Alpha one Beta two [Yesterday] Gamma [Previous 7 Days] Delta");
}

static void
test_delete (QingTestWindow *self, gconstpointer data)
{
  qing_window_set_conversation (self->window, conversations[2]);
  qing_sidebar_delete (self->window->sidebar, conversations[2]);
  ASSERT_LIST (self, "[Today] Alpha one [Yesterday] Gamma [Previous 7 Days] Delta");
  g_assert_cmpstr (qing_test_get_toast (self), ==, "“Beta two” deleted");
  g_assert_true (qing_window_get_conversation (self->window) != conversations[2]);

  /* Undo, with the button of the toast. */
  {
    GtkWidget *toast = qing_test_find (GTK_WIDGET (self->window), "AdwToastWidget");

    g_signal_emit_by_name (qing_test_find (toast, "GtkButton"), "clicked");
  }
  ASSERT_LIST (self, "[Today] Alpha one Beta two [Yesterday] Gamma [Previous 7 Days] Delta");
  g_assert_true (qing_window_get_conversation (self->window) == conversations[2]);
}

static void
test_selection (QingTestWindow *self, gconstpointer data)
{
  GtkSelectionModel *selection;
  g_autoptr (GtkBitset) selected = NULL;

  qing_window_set_conversation (self->window, conversations[1]);
  qing_test_settle (self);
  selection = gtk_list_view_get_model (
    GTK_LIST_VIEW (qing_test_find (GTK_WIDGET (self->window->sidebar), "GtkListView")));
  g_assert_true (gtk_selection_model_is_selected (selection, 2));

  /* It stays selected when it moves to the top of its group. */
  qing_engine_set_pinned (self->desk.engine, conversations[1], TRUE);
  qing_test_settle (self);
  g_assert_true (gtk_selection_model_is_selected (selection, 0));
  g_assert_true (qing_window_get_conversation (self->window) == conversations[1]);

  /* The user moves on. */
  gtk_selection_model_select_item (selection, 3, TRUE);
  qing_test_settle (self);
  g_assert_true (qing_window_get_conversation (self->window) == conversations[0]);

  qing_test_activate (self, "win.new-conversation");
  selected = gtk_selection_model_get_selection (selection);
  g_assert_true (gtk_bitset_is_empty (selected));
}

static void
test_step (QingTestWindow *self, gconstpointer data)
{
  qing_test_activate (self, "win.next-conversation");
  g_assert_true (qing_window_get_conversation (self->window) == conversations[3]);
  qing_test_activate (self, "win.next-conversation");
  g_assert_true (qing_window_get_conversation (self->window) == conversations[2]);
  qing_test_activate (self, "win.previous-conversation");
  g_assert_true (qing_window_get_conversation (self->window) == conversations[3]);
  qing_test_activate (self, "win.previous-conversation");
  g_assert_true (qing_window_get_conversation (self->window) == conversations[3]);
}

static QingSidebarRow *
find_row (QingTestWindow *self, gpointer item)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  qing_test_settle (self);
  qing_test_walk (GTK_WIDGET (self->window->sidebar), collect_cb, rows);
  for (guint i = 0; i < rows->len; i++)
    if (qing_sidebar_row_get_item (rows->pdata[i]) == item)
      return rows->pdata[i];
  return NULL;
}

static void
collect_actionable_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_ACTIONABLE (widget))
    g_ptr_array_add (user_data, widget);
}

static void
collect_texts_cb (GtkWidget *widget, gpointer user_data)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (user_data, (gpointer) gtk_label_get_text (GTK_LABEL (widget)));
}

static gboolean
has_text (QingTestWindow *self, gpointer item, const char *text)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  qing_test_walk (GTK_WIDGET (find_row (self, item)), collect_texts_cb, texts);
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static gboolean
click (QingTestWindow *self, gpointer item, GdkModifierType state)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (find_row (self, item), "clicked", (guint) state, &taken);
  qing_test_settle (self);
  return taken;
}

static void
test_folders (QingTestWindow *self, gconstpointer data)
{
  QingEngine *engine = self->desk.engine;
  QingFolder *work;

  qing_engine_create_folder (engine, NULL, "Play");
  qing_engine_move_conversation (engine, conversations[3], "Work/Old");
  qing_engine_move_conversation (engine, conversations[0], "Work");
  ASSERT_LIST (self, "[Folders] Play/ Work/ >Old/ >>Alpha one >Delta"
                     " [Today] Beta two [Yesterday] Gamma");
  work = qing_folder_list_lookup (qing_engine_get_folders (engine), "Work");
  g_assert_true (click (self, work, 0));
  ASSERT_LIST (self, "[Folders] Play/ Work/ [Today] Beta two [Yesterday] Gamma");

  /* One that is pinned or found is shown as if there were no folders. */
  qing_engine_set_pinned (engine, conversations[0], TRUE);
  ASSERT_LIST (self, "[Pinned] Delta [Folders] Play/ Work/ [Today] Beta two [Yesterday] Gamma");
  search (self, "alpha");
  ASSERT_LIST (self, "[Today] Alpha one");
  search (self, "");

  /* The keys go from conversation to conversation, whatever lies between. */
  qing_window_set_conversation (self->window, conversations[0]);
  qing_test_activate (self, "win.next-conversation");
  g_assert_true (qing_window_get_conversation (self->window) == conversations[2]);
  gtk_widget_activate_action (GTK_WIDGET (self->window->sidebar), "sidebar.order", "s", "title");
  ASSERT_LIST (self, "[Pinned] Delta [Folders] Play/ Work/ [Conversations] Beta two Gamma");
  g_assert_cmpstr (g_settings_get_string (self->settings, "sidebar-order"), ==, "title");
}

static void
write_name (QingTestWindow *self, gpointer item, const char *name)
{
  g_autoptr (QingSidebarRow) row = g_object_ref (find_row (self, item));
  GtkWidget *entry;

  qing_sidebar_row_begin_rename (row);
  g_assert_true (qing_sidebar_row_is_renaming (row));
  entry = qing_test_find (GTK_WIDGET (row), "GtkEntry");
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_signal_emit_by_name (entry, "activate");
  g_assert_false (qing_sidebar_row_is_renaming (row));
}

static void
test_rename_in_place (QingTestWindow *self, gconstpointer data)
{
  QingFolder *folder = qing_engine_create_folder (self->desk.engine, NULL, "Play");

  write_name (self, folder, " Fun/Games ");
  g_assert_cmpstr (qing_folder_get_path (folder), ==, "Fun\342\210\225Games");
  write_name (self, conversations[3], "Omega");
  g_assert_cmpstr (qing_conversation_get_title (conversations[3]), ==, "Omega");
  write_name (self, conversations[3], "  ");
  g_assert_cmpstr (qing_conversation_get_title (conversations[3]), ==, "Omega");
}

static void
press_undo (QingTestWindow *self)
{
  GtkWidget *toast = qing_test_find (GTK_WIDGET (self->window), "AdwToastWidget");

  g_signal_emit_by_name (qing_test_find (toast, "GtkButton"), "clicked");
  qing_test_settle (self);
}

static void
test_several (QingTestWindow *self, gconstpointer data)
{
  GtkWidget *sidebar = GTK_WIDGET (self->window->sidebar);

  qing_window_set_conversation (self->window, conversations[3]);
  gtk_widget_activate_action (sidebar, "selection.begin", NULL);
  g_assert_true (click (self, conversations[2], 0));
  g_assert_true (click (self, conversations[1], 0));
  g_assert_true (click (self, conversations[1], 0));
  /* To choose is not to open. */
  g_assert_true (qing_window_get_conversation (self->window) == conversations[3]);
  gtk_widget_activate_action (sidebar, "conversation.delete", NULL);
  ASSERT_LIST (self, "[Yesterday] Gamma [Previous 7 Days] Delta");
  g_assert_cmpstr (qing_test_get_toast (self), ==, "2 conversations deleted");
  press_undo (self);
  ASSERT_LIST (self, "[Today] Alpha one Beta two [Yesterday] Gamma [Previous 7 Days] Delta");

  gtk_widget_activate_action (sidebar, "selection.begin", NULL);
  click (self, conversations[0], 0);
  click (self, conversations[1], 0);
  gtk_widget_activate_action (sidebar, "conversation.ask", "s", "archive");
  ASSERT_LIST (self, "[Today] Alpha one Beta two");
}

static GtkSelectionModel *
get_selection (QingTestWindow *self)
{
  return gtk_list_view_get_model (
    GTK_LIST_VIEW (qing_test_find (GTK_WIDGET (self->window->sidebar), "GtkListView")));
}

static gboolean
is_sensitive (QingTestWindow *self, const char *action)
{
  g_autoptr (GPtrArray) widgets = g_ptr_array_new ();

  qing_test_settle (self);
  qing_test_walk (GTK_WIDGET (self->window->sidebar), collect_actionable_cb, widgets);
  for (guint i = 0; i < widgets->len; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (widgets->pdata[i]), action) == 0)
      return gtk_widget_is_sensitive (widgets->pdata[i]);
  g_assert_not_reached ();
}

/* All that is listed, but no folder; and with nothing selected there is nothing to be done. */
static void
test_select_all (QingTestWindow *self, gconstpointer data)
{
  GtkWidget *sidebar = GTK_WIDGET (self->window->sidebar);
  g_autoptr (GtkBitset) bits = NULL;

  qing_engine_move_conversation (self->desk.engine, conversations[0], "Work");
  gtk_widget_activate_action (sidebar, "selection.begin", NULL);
  qing_test_settle (self);
  gtk_selection_model_unselect_all (get_selection (self));
  g_assert_false (is_sensitive (self, "conversation.delete"));
  gtk_widget_activate_action (sidebar, "selection.all", NULL);
  g_assert_true (is_sensitive (self, "conversation.delete"));
  bits = gtk_selection_model_get_selection (get_selection (self));
  g_assert_cmpuint (gtk_bitset_get_size (bits), ==, G_N_ELEMENTS (conversations));
  g_assert_false (gtk_bitset_contains (bits, 0));
  gtk_widget_activate_action (sidebar, "selection.cancel", NULL);
  g_assert_false (gtk_selection_model_is_selected (get_selection (self), 1));
}

/* Left goes up from what is in a folder, and folds it then; Right opens it again. */
static void
test_tree_keys (QingTestWindow *self, gconstpointer data)
{
  GtkWidget *sidebar = GTK_WIDGET (self->window->sidebar);
  QingFolder *folder;

  qing_engine_move_conversation (self->desk.engine, conversations[0], "Work");
  folder = qing_folder_list_lookup (qing_engine_get_folders (self->desk.engine), "Work");
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (find_row (self, conversations[0]))));
  gtk_widget_activate_action (sidebar, "folder.left", NULL);
  g_assert_true (qing_folder_get_expanded (folder));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) ==
                 gtk_widget_get_parent (GTK_WIDGET (find_row (self, folder))));
  gtk_widget_activate_action (sidebar, "folder.left", NULL);
  g_assert_false (qing_folder_get_expanded (folder));
  gtk_widget_activate_action (sidebar, "folder.right", NULL);
  g_assert_true (qing_folder_get_expanded (folder));
}

static gpointer
get_focused (QingTestWindow *self)
{
  GtkWidget *focus;
  GtkWidget *row;

  qing_test_settle (self);
  focus = gtk_root_get_focus (GTK_ROOT (self->window));
  row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  return QING_IS_SIDEBAR_ROW (row) ? qing_sidebar_row_get_item (QING_SIDEBAR_ROW (row)) : NULL;
}

/* A row can take the focus only once it is shown where it went. */
static void
wait_focused (QingTestWindow *self, gpointer item)
{
  while (get_focused (self) != item)
    g_main_context_iteration (NULL, FALSE);
}

/* The focus goes with what the user does something to. */
static void
test_focus_follows (QingTestWindow *self, gconstpointer data)
{
  QingEngine *engine = self->desk.engine;
  QingFolder *folder = qing_engine_create_folder (engine, NULL, "Beta");

  qing_engine_create_folder (engine, NULL, "Gamma");
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (find_row (self, folder))));
  write_name (self, folder, "Omega");
  ASSERT_LIST (self, "[Folders] Gamma/ Omega/ [Today] Alpha one Beta two [Yesterday] Gamma"
                     " [Previous 7 Days] Delta");
  wait_focused (self, folder);

  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (find_row (self, conversations[1]))));
  gtk_widget_activate_action (GTK_WIDGET (self->window->sidebar), "conversation.toggle-pin", NULL);
  g_assert_true (qing_conversation_get_pinned (conversations[1]));
  wait_focused (self, conversations[1]);
}

static void
test_hollow (QingTestWindow *self, gconstpointer data)
{
  QingFolder *folder = qing_engine_create_folder (self->desk.engine, NULL, "Play");

  g_assert_true (has_text (self, folder, "Empty"));
  qing_engine_move_conversation (self->desk.engine, conversations[0], "Play");
  g_assert_false (has_text (self, folder, "Empty"));
  qing_engine_move_conversation (self->desk.engine, conversations[0], NULL);
  qing_engine_set_folder_expanded (self->desk.engine, folder, FALSE);
  g_assert_false (has_text (self, folder, "Empty"));
}

static void
move (QingTestWindow *self, guint first, guint n, const char *path)
{
  g_autoptr (GListStore) items = g_list_store_new (G_TYPE_OBJECT);

  g_list_store_splice (items, 0, 0, (gpointer *) conversations + first, n);
  g_assert_true (qing_sidebar_move (self->window->sidebar, G_LIST_MODEL (items), path));
  g_assert_false (qing_sidebar_move (self->window->sidebar, G_LIST_MODEL (items), path));
}

/* Whatever was moved, and from wherever, goes back there. */
static void
test_move_and_undo (QingTestWindow *self, gconstpointer data)
{
  g_autoptr (GListStore) items = g_list_store_new (G_TYPE_OBJECT);
  QingFolder *folder;

  qing_engine_move_conversation (self->desk.engine, conversations[0], "Work");
  move (self, 0, 2, "Home");
  ASSERT_LIST (self, "[Folders] Home/ >Gamma >Delta Work/ [Today] Alpha one Beta two");
  g_assert_cmpstr (qing_test_get_toast (self), ==, "2 conversations moved to “Home”");
  press_undo (self);
  ASSERT_LIST (self, "[Folders] Home/ Work/ >Delta [Today] Alpha one Beta two [Yesterday] Gamma");

  folder = qing_folder_list_lookup (qing_engine_get_folders (self->desk.engine), "Work");
  g_list_store_append (items, folder);
  g_assert_true (qing_sidebar_move (self->window->sidebar, G_LIST_MODEL (items), "Home"));
  ASSERT_LIST (self, "[Folders] Home/ >Work/ >>Delta [Today] Alpha one Beta two [Yesterday] Gamma");
  qing_engine_rename (self->desk.engine, conversations[0], "Delta");
  move (self, 0, 1, NULL);
  ASSERT_LIST (self, "[Folders] Home/ >Work/ [Today] Alpha one Beta two [Yesterday] Gamma"
                     " [Previous 7 Days] Delta");
}

static void
test_delete_folder (QingTestWindow *self, gconstpointer data)
{
  QingEngine *engine = self->desk.engine;
  QingFolderRemoval *removal;

  qing_engine_move_conversation (engine, conversations[3], "Work");
  removal =
    qing_engine_delete_folder (engine,
                               qing_folder_list_lookup (qing_engine_get_folders (engine), "Work"));
  qing_window_folder_deleted_cb (self->window, "Work", removal);
  ASSERT_LIST (self, "[Today] Alpha one Beta two [Yesterday] Gamma [Previous 7 Days] Delta");
  g_assert_cmpstr (qing_test_get_toast (self), ==, "Folder “Work” deleted");
  press_undo (self);
  ASSERT_LIST (self, "[Folders] Work/ >Alpha one [Today] Beta two [Yesterday] Gamma"
                     " [Previous 7 Days] Delta");
}

static void
count_cb (guint *n_changes)
{
  (*n_changes)++;
}

static void
test_running (QingTestWindow *self, gconstpointer data)
{
  GtkSpinner *spinner;

  g_assert_null (qing_test_find (GTK_WIDGET (self->window->sidebar), "GtkSpinner"));
  qing_desk_send (&self->desk, conversations[1], "More");
  qing_test_settle (self);
  spinner = qing_test_find (GTK_WIDGET (self->window->sidebar), "GtkSpinner");
  g_assert_nonnull (spinner);
  g_assert_true (gtk_spinner_get_spinning (spinner));
  qing_engine_stop (self->desk.engine, conversations[1]);
  qing_test_settle (self);
  g_assert_null (qing_test_find (GTK_WIDGET (self->window->sidebar), "GtkSpinner"));
}

/* As many rows as anybody has, of which no object is made. */
typedef struct
{
  GObject parent_instance;
  guint n_made;
} ManyList;
typedef GObjectClass ManyListClass;

#define MANY 20000

static GType many_list_get_type (void);

static guint
many_get_n_items (GListModel *model)
{
  return MANY;
}

static GType
many_get_item_type (GListModel *model)
{
  return QING_TYPE_CONVERSATION;
}

static gpointer
many_get_item (GListModel *model, guint position)
{
  g_autofree char *uid = g_strdup_printf ("%u", position);

  ((ManyList *) model)->n_made++;
  return qing_conversation_new_with_uid (uid);
}

static void
many_list_model_init (GListModelInterface *iface)
{
  iface->get_n_items = many_get_n_items;
  iface->get_item_type = many_get_item_type;
  iface->get_item = many_get_item;
}

static void
many_summarise (QingConversationIndex *index, guint position, QingConversationSummary *summary)
{
  static char title[64];
  static char uid[16];

  g_snprintf (title, sizeof title, "Conversation number %u", position);
  g_snprintf (uid, sizeof uid, "%u", position);
  summary->id = position + 1;
  summary->uid = uid;
  summary->title = title;
  summary->folder = position % 4 == 0 ? "Work" : position % 4 == 1 ? "Work/Old" : NULL;
  summary->pinned = position < 2;
}

static void
many_index_init (QingConversationIndexInterface *iface)
{
  iface->summarise = many_summarise;
}

G_DEFINE_TYPE_WITH_CODE (ManyList,
                         many_list,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, many_list_model_init)
                           G_IMPLEMENT_INTERFACE (QING_TYPE_CONVERSATION_INDEX, many_index_init))

static void
many_list_class_init (ManyListClass *klass)
{
}

static void
many_list_init (ManyList *self)
{
}

static void
test_many (void)
{
  g_autoptr (GObject) source = g_object_new (many_list_get_type (), NULL);
  g_autoptr (QingFolderList) folders = qing_folder_list_new ();
  g_autoptr (QingSidebarModel) model = NULL;
  g_autoptr (QingConversation) last = qing_conversation_new_with_uid ("19999");
  QingFolder *work;
  guint n_changes = 0;
  QingSidebarPlace place;

  qing_folder_list_ensure (folders, "Work/Old");
  work = qing_folder_list_lookup (folders, "Work");
  model = qing_sidebar_model_new (QING_CONVERSATION_INDEX (source), folders);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, MANY + 2);
  g_assert_cmpuint (qing_sidebar_model_find (model, last), ==, MANY + 1);
  qing_sidebar_model_get_place (model, 4, &place);
  g_assert_cmpint (place.section, ==, QING_SIDEBAR_FOLDERS);
  g_assert_cmpuint (place.depth, ==, 2);

  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (count_cb), &n_changes);
  qing_folder_set_expanded (work, FALSE);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, MANY / 2 + 2 + 1);
  qing_sidebar_model_set_search (model, "number 1999");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 12);
  qing_sidebar_model_set_search (model, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, MANY / 2 + 2 + 1);
  g_assert_cmpuint (((ManyList *) source)->n_made, ==, 0);
}

int
main (int argc, char *argv[])
{
  qing_test_window_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/sidebar/" name, QingTestWindow, NULL, set_up, func, tear_down)
  ADD ("groups", test_groups);
  ADD ("rename", test_rename);
  ADD ("search", test_search);
  ADD ("delete", test_delete);
  ADD ("selection", test_selection);
  ADD ("select-all", test_select_all);
  ADD ("move-and-undo", test_move_and_undo);
  ADD ("tree-keys", test_tree_keys);
  ADD ("focus-follows", test_focus_follows);
  ADD ("hollow", test_hollow);
  ADD ("step", test_step);
  ADD ("running", test_running);
  ADD ("folders", test_folders);
  ADD ("rename-in-place", test_rename_in_place);
  ADD ("several", test_several);
  ADD ("delete-folder", test_delete_folder);
  g_test_add_func ("/sidebar/many", test_many);
#undef ADD
  return g_test_run ();
}
