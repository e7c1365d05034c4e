/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-highlighter.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

/* Longer code stays plain beyond this. */
#define MAX_BYTES (128 * 1024)
/* How much of the main loop's time one slice of work takes. */
#define SLICE_MICROSECONDS 3000
#define SLICE_LINES        24
#define MAX_REMEMBERED     48
#define WARM_UP_DELAY      100

struct _QingHighlighter
{
  GQueue jobs;            /* of QingHighlight */
  GHashTable *remembered; /* closed QingLeaf → GArray of QingTextSpan */
  GHashTable *languages;  /* name → GtkSourceLanguage or NULL */
  GtkSourceBuffer *spare; /* making one takes longer than colouring a short block */
  guint source;
  guint warm_up_source;
  gboolean warm;
};

struct _QingHighlight
{
  QingHighlighter *highlighter;
  GtkSourceLanguage *language;
  GtkSourceBuffer *buffer;
  QingHighlightFunc func;
  gpointer data;
  QingLeaf *leaf;
  GString *text;  /* what the buffer holds */
  GArray *spans;  /* of QingTextSpan */
  guint done;     /* bytes whose colours are known */
  gboolean final; /* the whole text was gone through since it was complete */
  gboolean queued;
};

static GtkSourceLanguage *
guess_language (const char *name)
{
  /* clang-format off */
  static const struct { const char *name; const char *id; } aliases[] = {
    { "bash", "sh" }, { "shell", "sh" }, { "zsh", "sh" }, { "py", "python3" },
    { "python", "python3" }, { "c++", "cpp" }, { "cc", "cpp" }, { "h", "chdr" },
    { "javascript", "js" }, { "node", "js" }, { "ts", "typescript" }, { "rs", "rust" },
    { "golang", "go" }, { "cs", "c-sharp" }, { "csharp", "c-sharp" }, { "c#", "c-sharp" },
    { "yml", "yaml" }, { "md", "markdown" }, { "tex", "latex" }, { "dockerfile", "docker" },
    { "rb", "ruby" }, { "kt", "kotlin" }, { "jsonc", "json" }, { "json5", "json" },
    { "patch", "diff" }, { "objective-c", "objc" }, { "ps1", "powershell" }, { "vue", "html" },
  };
  /* clang-format on */
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autofree char *file_name = g_strconcat ("file.", lower, NULL);
  GtkSourceLanguage *language = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (aliases) && language == NULL; i++)
    if (strcmp (lower, aliases[i].name) == 0)
      language = gtk_source_language_manager_get_language (manager, aliases[i].id);
  if (language == NULL)
    language = gtk_source_language_manager_get_language (manager, lower);
  if (language == NULL && strchr (lower, '/') == NULL && strlen (lower) <= 8 &&
      strcmp (lower, "text") != 0 && strcmp (lower, "txt") != 0)
    language = gtk_source_language_manager_guess_language (manager, file_name, NULL);
  return language;
}

static GtkSourceLanguage *
find_language (QingHighlighter *self, const char *name)
{
  gpointer found;

  if (strlen (name) > 32)
    return NULL;
  if (!g_hash_table_lookup_extended (self->languages, name, NULL, &found))
    {
      found = guess_language (name);
      if (g_hash_table_size (self->languages) < 200)
        g_hash_table_insert (self->languages, g_strdup (name), found);
    }
  return found;
}

static GtkSourceStyleScheme *
get_scheme (void)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                     dark ? "Adwaita-dark" : "Adwaita");
}

static void
take_buffer (QingHighlight *self)
{
  self->buffer = g_steal_pointer (&self->highlighter->spare);
  if (self->buffer == NULL)
    {
      self->buffer = gtk_source_buffer_new (NULL);
      gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self->buffer), FALSE);
      gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
    }
  gtk_source_buffer_set_language (self->buffer, self->language);
  gtk_source_buffer_set_style_scheme (self->buffer, get_scheme ());
}

static void
give_buffer_back (QingHighlight *self)
{
  if (self->buffer != NULL && self->highlighter->spare == NULL)
    {
      gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), "", 0);
      self->highlighter->spare = g_steal_pointer (&self->buffer);
    }
  g_clear_object (&self->buffer);
}

/* Brings the buffer's text up to date. Returns: from which byte on it is another. */
static guint
fill_buffer (QingHighlight *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  guint length = MIN (self->leaf->length, MAX_BYTES);
  guint same = 0;
  GtkTextIter start, end;

  while (length > 0 && length < self->leaf->length &&
         ((guchar) self->leaf->text[length] & 0xc0) == 0x80)
    length--;
  if (self->text->len <= length && memcmp (self->text->str, self->leaf->text, self->text->len) == 0)
    same = (guint) self->text->len;
  if (same == length && self->text->len == length)
    return length;
  if (same == 0)
    {
      gtk_text_buffer_set_text (buffer, self->leaf->text, (int) length);
      g_string_truncate (self->text, 0);
    }
  else
    {
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      gtk_text_buffer_insert (buffer, &end, self->leaf->text + same, (int) (length - same));
    }
  g_string_append_len (self->text, self->leaf->text + same, length - same);
  return same;
}

static gboolean
read_tags (const GtkTextIter *iter, QingTextSpan *span)
{
  GSList *tags = gtk_text_iter_get_tags (iter);
  gboolean any = FALSE;

  for (GSList *item = tags; item != NULL; item = item->next)
    {
      g_autoptr (GdkRGBA) color = NULL;
      gboolean weight_set = FALSE, style_set = FALSE;
      int weight = 0;
      PangoStyle style = PANGO_STYLE_NORMAL;

      g_object_get (item->data, "foreground-rgba", &color, "weight", &weight, "weight-set",
                    &weight_set, "style", &style, "style-set", &style_set, NULL);
      if (color != NULL)
        span->color = *color;
      if (weight_set)
        span->bold = weight >= PANGO_WEIGHT_SEMIBOLD;
      if (style_set)
        span->italic = style == PANGO_STYLE_ITALIC;
      any = any || color != NULL || span->bold || span->italic;
    }
  g_slist_free (tags);
  return any;
}

/* Reads the colours between two places, of which the first is at @byte. Returns: the byte that the
 * second is at. */
static guint
read_spans (QingHighlight *self, GtkTextIter *iter, const GtkTextIter *end, guint byte)
{
  const char *at = self->text->str + byte;

  while (gtk_text_iter_compare (iter, end) < 0)
    {
      GtkTextIter next = *iter;
      QingTextSpan span = { 0 };
      const char *next_at;

      if (!gtk_text_iter_forward_to_tag_toggle (&next, NULL) ||
          gtk_text_iter_compare (&next, end) > 0)
        next = *end;
      next_at = g_utf8_offset_to_pointer (at, gtk_text_iter_get_offset (&next) -
                                                gtk_text_iter_get_offset (iter));
      if (read_tags (iter, &span))
        {
          span.start = (guint) (at - self->text->str);
          span.end = (guint) (next_at - self->text->str);
          g_array_append_val (self->spans, span);
        }
      at = next_at;
      *iter = next;
    }
  return (guint) (at - self->text->str);
}

static void
cut_spans (QingHighlight *self, guint byte)
{
  guint n = self->spans->len;

  while (n > 0 && g_array_index (self->spans, QingTextSpan, n - 1).end > byte)
    n--;
  g_array_set_size (self->spans, n);
}

/* Colours some more lines. Returns: whether there are none left. */
static gboolean
work (QingHighlight *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  guint same;
  guint begin;

  if (self->buffer == NULL)
    take_buffer (self);
  buffer = GTK_TEXT_BUFFER (self->buffer);
  same = fill_buffer (self);
  self->done = MIN (self->done, same);
  while (self->done > 0 && self->text->str[self->done - 1] != '\n')
    self->done--;
  begin = self->done;
  cut_spans (self, begin);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) g_utf8_strlen (self->text->str, begin));
  end = start;
  gtk_text_iter_forward_lines (&end, SLICE_LINES);
  gtk_source_buffer_ensure_highlight (self->buffer, &start, &end);
  self->done = read_spans (self, &start, &end, begin);
  self->func (begin, self->done, self->data);
  return self->done >= self->text->len;
}

static void
remember (QingHighlight *self)
{
  QingHighlighter *highlighter = self->highlighter;

  if (g_hash_table_size (highlighter->remembered) >= MAX_REMEMBERED)
    g_hash_table_remove_all (highlighter->remembered);
  g_hash_table_insert (highlighter->remembered, qing_leaf_ref (self->leaf),
                       g_array_ref (self->spans));
}

/* What was coloured before the end was known may look otherwise with it: a string that was open. */
static void
finish (QingHighlight *self)
{
  if (!self->leaf->closed || self->final)
    return;
  self->final = TRUE;
  give_buffer_back (self);
  remember (self);
}

static gboolean
idle_cb (gpointer data)
{
  QingHighlighter *self = data;
  gint64 until = g_get_monotonic_time () + SLICE_MICROSECONDS;

  while (!g_queue_is_empty (&self->jobs) && g_get_monotonic_time () < until)
    {
      QingHighlight *job = g_queue_peek_head (&self->jobs);

      if (!work (job))
        continue;
      g_queue_remove (&self->jobs, job);
      job->queued = FALSE;
      finish (job);
    }
  if (!g_queue_is_empty (&self->jobs))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
warm_up_cb (gpointer data)
{
  QingHighlighter *self = data;

  self->warm_up_source = 0;
  find_language (self, "c");
  return G_SOURCE_REMOVE;
}

QingHighlighter *
qing_highlighter_new (void)
{
  QingHighlighter *self = g_new0 (QingHighlighter, 1);

  g_queue_init (&self->jobs);
  self->remembered = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) qing_leaf_unref,
                                            (GDestroyNotify) g_array_unref);
  self->languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/* All its highlights must have been freed. */
void
qing_highlighter_free (QingHighlighter *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->warm_up_source, g_source_remove);
  g_queue_clear (&self->jobs);
  g_clear_object (&self->spare);
  g_hash_table_unref (self->remembered);
  g_hash_table_unref (self->languages);
  g_free (self);
}

/* Reading the list of languages takes as long as drawing a frame: it is done while an answer is
 * awaited, before the first code comes. Who has no code to show does without. */
void
qing_highlighter_warm_up (QingHighlighter *self)
{
  if (self->warm)
    return;
  self->warm = TRUE;
  self->warm_up_source = g_timeout_add_full (G_PRIORITY_LOW, WARM_UP_DELAY, warm_up_cb, self, NULL);
}

/* Forgets the colours of code that is not shown now; for another colour scheme. */
void
qing_highlighter_forget (QingHighlighter *self)
{
  g_hash_table_remove_all (self->remembered);
}

/* Returns: the name of a language as people know it, or @language itself. */
const char *
qing_highlighter_get_language_name (QingHighlighter *self, const char *language)
{
  GtkSourceLanguage *found = language[0] != '\0' ? find_language (self, language) : NULL;

  return found != NULL ? gtk_source_language_get_name (found) : language;
}

/**
 * qing_highlighter_add:
 * @language: as written after the fence; untrusted
 *
 * Returns: (nullable): %NULL when the language is not known, so that the code stays plain
 */
QingHighlight *
qing_highlighter_add (QingHighlighter *self,
                      const char *language,
                      QingHighlightFunc func,
                      gpointer data)
{
  GtkSourceLanguage *found = find_language (self, language);
  QingHighlight *highlight;

  if (found == NULL)
    return NULL;
  highlight = g_new0 (QingHighlight, 1);
  highlight->highlighter = self;
  highlight->language = g_object_ref (found);
  highlight->func = func;
  highlight->data = data;
  highlight->text = g_string_new (NULL);
  highlight->spans = g_array_new (FALSE, FALSE, sizeof (QingTextSpan));
  return highlight;
}

void
qing_highlight_free (QingHighlight *self)
{
  if (self->queued)
    g_queue_remove (&self->highlighter->jobs, self);
  give_buffer_back (self);
  g_object_unref (self->language);
  g_clear_pointer (&self->leaf, qing_leaf_unref);
  g_string_free (self->text, TRUE);
  g_array_unref (self->spans);
  g_free (self);
}

/* @leaf may be the one that was set before, with a longer text. */
void
qing_highlight_set_text (QingHighlight *self, QingLeaf *leaf)
{
  GArray *known = leaf->closed ? g_hash_table_lookup (self->highlighter->remembered, leaf) : NULL;

  if (self->leaf != leaf)
    {
      g_clear_pointer (&self->leaf, qing_leaf_unref);
      self->leaf = qing_leaf_ref (leaf);
    }
  self->final = FALSE;
  if (known != NULL)
    {
      g_array_unref (self->spans);
      self->spans = g_array_ref (known);
      self->final = TRUE;
      return;
    }
  if (self->queued)
    return;
  self->queued = TRUE;
  g_queue_push_tail (&self->highlighter->jobs, self);
  if (self->highlighter->source == 0)
    self->highlighter->source = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self->highlighter, NULL);
}

/* Returns: (array length=n_spans): the colours that touch the text from @start to @end. */
const QingTextSpan *
qing_highlight_get_spans (QingHighlight *self, guint start, guint end, guint *n_spans)
{
  guint low = 0;
  guint high = self->spans->len;
  guint last;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->spans, QingTextSpan, middle).end <= start)
        low = middle + 1;
      else
        high = middle;
    }
  for (last = low; last < self->spans->len; last++)
    if (g_array_index (self->spans, QingTextSpan, last).start >= end)
      break;
  *n_spans = last - low;
  return &g_array_index (self->spans, QingTextSpan, low);
}

/* Whether all code has its colours; for tests. */
gboolean
qing_highlighter_is_idle (QingHighlighter *self)
{
  return g_queue_is_empty (&self->jobs);
}
