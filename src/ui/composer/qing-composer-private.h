/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "qing-composer-view.h"
#include "qing-composer.h"
#include "qing-parameter-toggle.h"

G_BEGIN_DECLS

struct _QingComposer
{
  GtkWidget parent_instance;

  QingComposerView *view;
  GtkWidget *placeholder;
  GtkWidget *chips_revealer;
  GtkBox *chips;
  GtkRevealer *notice_revealer;
  GtkLabel *notice;
  GtkWidget *warning;
  GtkLabel *warning_label;
  QingParameterToggle *thinking;
  QingParameterToggle *searching;
  QingParameterToggle *coding;
  GtkButton *send_button;

  QingRulingWatch *watch;
  QingConversation *conversation;
  GSignalGroup *conversation_signals;
  GSignalGroup *tray_signals;
  /* Pictures wait with the conversation they were given to: uid -> QingAttachmentTray. */
  GHashTable *trays;
  QingAttachmentTray *tray;
  guint draft_id;
  gboolean filling;
  /* Pictures came or went since the draft was kept. */
  gboolean pictures_changed;
  gboolean can_send;
  guint max_edge;
};

/* qing-composer-draft.c */
/* Shows the draft of @conversation (nullable), with the cursor where it was. */
void qing_composer_fill (QingComposer *self, QingConversation *conversation);
/* The pictures that were stored with the draft, unless there are some already. */
void qing_composer_fill_tray (QingComposer *self);
/* The draft of a conversation that was not read yet when it was opened comes late. */
void qing_composer_draft_changed_cb (QingComposer *self);
void qing_composer_loaded_cb (QingComposer *self);
/* Keeps what is written, soon. */
void qing_composer_queue_draft (QingComposer *self);

G_END_DECLS
