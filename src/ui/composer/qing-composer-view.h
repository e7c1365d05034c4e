/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a key does in the composer. */
typedef enum
{
  QING_COMPOSER_KEY_PASS, /* is the text view's own business */
  QING_COMPOSER_KEY_SEND,
  QING_COMPOSER_KEY_STOP,
} QingComposerKey;

/**
 * qing_composer_key_decide:
 * @composing: whether an input method is in the middle of a word
 *
 * Enter, Shift+Enter, Ctrl+Enter and Escape; a pure function of its arguments.
 */
QingComposerKey qing_composer_key_decide (guint keyval,
                                          GdkModifierType state,
                                          gboolean composing,
                                          gboolean enter_sends);

/**
 * QingComposerView: the text view in which a question is written.
 *
 * An input method sees every key first: Enter that ends the word it is composing does not send.
 *
 * Properties: enter-sends, composing (an input method has not finished a word).
 * Signals:
 *  "send", "stop": the keys for that were pressed.
 *  "paste-media": the clipboard holds no text but files or a picture.
 */
#define QING_TYPE_COMPOSER_VIEW (qing_composer_view_get_type ())
G_DECLARE_FINAL_TYPE (QingComposerView, qing_composer_view, QING, COMPOSER_VIEW, GtkTextView)

gboolean qing_composer_view_is_composing (QingComposerView *self);
gboolean qing_composer_view_get_enter_sends (QingComposerView *self);
void qing_composer_view_set_enter_sends (QingComposerView *self, gboolean enter_sends);
/* What the key handler does; TRUE when the key was used. @event may be NULL in tests. */
gboolean qing_composer_view_handle_key (QingComposerView *self,
                                        GdkEvent *event,
                                        guint keyval,
                                        GdkModifierType state);

G_END_DECLS
