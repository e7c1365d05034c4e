/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-composer-view.h"

/* clang-format off */
static const struct
{
  guint keyval;
  GdkModifierType state;
  gboolean composing, enter_sends;
  QingComposerKey expected;
} cases[] = {
  { GDK_KEY_Return,   0,                                  FALSE, TRUE,  QING_COMPOSER_KEY_SEND },
  { GDK_KEY_KP_Enter, 0,                                  FALSE, TRUE,  QING_COMPOSER_KEY_SEND },
  { GDK_KEY_ISO_Enter, 0,                                 FALSE, TRUE,  QING_COMPOSER_KEY_SEND },
  { GDK_KEY_Return,   GDK_LOCK_MASK,                      FALSE, TRUE,  QING_COMPOSER_KEY_SEND },
  { GDK_KEY_Return,   GDK_SHIFT_MASK,                     FALSE, TRUE,  QING_COMPOSER_KEY_PASS },
  { GDK_KEY_Return,   GDK_ALT_MASK,                       FALSE, TRUE,  QING_COMPOSER_KEY_PASS },
  { GDK_KEY_Return,   GDK_CONTROL_MASK,                   FALSE, TRUE,  QING_COMPOSER_KEY_SEND },
  { GDK_KEY_Return,   GDK_CONTROL_MASK | GDK_SHIFT_MASK,  FALSE, TRUE,  QING_COMPOSER_KEY_PASS },
  { GDK_KEY_Return,   0,                                  FALSE, FALSE, QING_COMPOSER_KEY_PASS },
  { GDK_KEY_Return,   GDK_CONTROL_MASK,                   FALSE, FALSE, QING_COMPOSER_KEY_SEND },
  { GDK_KEY_Escape,   0,                                  FALSE, TRUE,  QING_COMPOSER_KEY_STOP },
  { GDK_KEY_Escape,   GDK_SHIFT_MASK,                     FALSE, TRUE,  QING_COMPOSER_KEY_PASS },
  { GDK_KEY_a,        0,                                  FALSE, TRUE,  QING_COMPOSER_KEY_PASS },
  /* An input method that has a word under way gets every key. */
  { GDK_KEY_Return,   0,                                  TRUE,  TRUE,  QING_COMPOSER_KEY_PASS },
  { GDK_KEY_Return,   GDK_CONTROL_MASK,                   TRUE,  TRUE,  QING_COMPOSER_KEY_PASS },
  { GDK_KEY_Escape,   0,                                  TRUE,  TRUE,  QING_COMPOSER_KEY_PASS },
};
/* clang-format on */

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (qing_composer_key_decide (cases[i].keyval, cases[i].state,
                                                 cases[i].composing, cases[i].enter_sends),
                       ==, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/composer-keys/cases", test_cases);
  return g_test_run ();
}
