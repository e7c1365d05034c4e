/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-environment.h"

#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Since GTK 4.16 what is not to be used has a variable of its own, and the older name is refused
 * with a warning. */
#define GTK_MINOR_WITH_GDK_DISABLE 16

/* One for the main loop, one for all the threads that read, write and decode beside it. */
#define MAX_ARENAS 2

void
qing_environment_init_locale (void)
{
  const char *folder = g_getenv ("QINGTAN_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : QING_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

gboolean
qing_environment_is_loopback (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static QingAccount *
dup_demo_account (void)
{
  const char *url = g_getenv ("QINGTAN_DEMO_URL");
  QingAccount *account;

  if (url == NULL || !qing_environment_is_loopback (url))
    return NULL;
  account = qing_account_new ("demo", _ ("Demonstration"), url);
  qing_account_set_demo (account, TRUE);
  qing_account_force_kind (account, QING_SERVER_DASHSCOPE);
  qing_account_set_key (account, "demonstration");
  qing_account_set_key_storage (account, QING_KEY_STORAGE_ENVIRONMENT);
  return account;
}

QingAccount *
qing_environment_dup_account (void)
{
  const char *key = g_getenv ("DASHSCOPE_API_KEY");
  const char *url = g_getenv ("DASHSCOPE_BASE_URL");
  QingAccount *account;

  if (key == NULL || *key == '\0')
    return dup_demo_account ();

  account = qing_account_new ("environment", _ ("Environment"),
                              url != NULL && *url != '\0' ? url : QING_DEFAULT_BASE_URL);
  qing_account_set_key (account, key);
  qing_account_set_key_storage (account, QING_KEY_STORAGE_ENVIRONMENT);
  return account;
}

static gboolean
has_render_node (const char *dri)
{
  g_autoptr (GDir) folder = g_dir_open (dri, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  return FALSE;
}

void
qing_environment_save_memory (void)
{
#ifdef M_ARENA_MAX
  mallopt (M_ARENA_MAX, MAX_ARENAS);
#endif
}

void
qing_environment_choose_renderer (const char *dri, guint gtk_minor)
{
  static const char *const choices[] = { "GSK_RENDERER", "GDK_DEBUG", "GDK_DISABLE" };

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_getenv (choices[i]) != NULL)
      return;
  if (has_render_node (dri))
    return;
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  if (gtk_minor >= GTK_MINOR_WITH_GDK_DISABLE)
    g_setenv ("GDK_DISABLE", "gl,vulkan", TRUE);
  else
    g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
}
