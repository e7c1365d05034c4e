/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-demo-text.h"

#include <string.h>

#define CODE_BLOCKS                                                                                \
  "```c\n"                                                                                         \
  "#include <stdio.h>\n\n"                                                                         \
  "/* Prints the first few squares. */\n"                                                          \
  "int\n"                                                                                          \
  "main (void)\n"                                                                                  \
  "{\n"                                                                                            \
  "  for (int i = 1; i <= 5; i++)\n"                                                               \
  "    printf (\"%d × %d = %d\\n\", i, i, i * i);\n\n"                                            \
  "  return 0;\n"                                                                                  \
  "}\n"                                                                                            \
  "```\n\n"                                                                                        \
  "```python\n"                                                                                    \
  "def primes(limit):\n"                                                                           \
  "    \"\"\"Yield all primes below limit.\"\"\"\n"                                                \
  "    sieve = [True] * limit\n"                                                                   \
  "    for n in range(2, limit):\n"                                                                \
  "        if sieve[n]:\n"                                                                         \
  "            yield n\n"                                                                          \
  "            for multiple in range(n * n, limit, n):\n"                                          \
  "                sieve[multiple] = False\n\n\n"                                                  \
  "print(list(primes(50)))\n"                                                                      \
  "```\n"

#define TABLE_BLOCK                                                                                \
  "| Planet | Day (hours) | Year (days) | Moons |\n"                                               \
  "|:-------|------------:|------------:|:-----:|\n"                                               \
  "| Mercury | 4,222.6 | 88 | 0 |\n"                                                               \
  "| Venus | 2,802 | 224.7 | 0 |\n"                                                                \
  "| **Earth** | 24 | 365.2 | 1 |\n"                                                               \
  "| Mars | 24.7 | 687 | 2 |\n"

#define MATH_BLOCK                                                                                 \
  "The quadratic equation $ax^2 + bx + c = 0$ has the solutions\n\n"                               \
  "$$x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$\n\n"

static const char english_default[] =
  "This is the **demonstration server** on this computer, *not* Qwen: no model has read your "
  "question, and nothing has left your machine. But the answer travels the same way a real one "
  "would, so you can see how everything looks.\n\n"
  "## What an answer may hold\n\n"
  "1. **Emphasis**, *italics*, ~~corrections~~, `inline code` and "
  "[links](https://example.org/).\n"
  "2. Lists within lists:\n"
  "   - like this one,\n"
  "   - and tasks:\n"
  "     - [x] start the server\n"
  "     - [ ] add a real account\n\n"
  "> A quotation, for instance: “The limits of my language mean the limits of my world.”\n"
  "> — Ludwig Wittgenstein\n\n"
  "### Code\n\n" CODE_BLOCKS "\n### A table\n\n" TABLE_BLOCK "\n### Mathematics\n\n" MATH_BLOCK
  "and Euler found that $e^{i\\pi} + 1 = 0$.\n\n"
  "### What else to try\n\n"
  "Send one of these words: `code`, `table`, `math`, `long`, `slow`, `tool`, `error 429`, `cut`, "
  "`empty`, `html`. Or attach a picture, and I shall say what I received.\n";

static const char chinese_default[] =
  "您好！这里是本机上的**演示服务器**，*不是*通义千问：没有模型读过您的问题，也没有任何内容离开这台"
  "电脑。不过，回答走的路径和真实服务完全一样，您可以看看界面的效果。\n\n"
  "## 回答里可以有什么\n\n"
  "1. **粗体**、*斜体*、~~删除线~~、`行内代码`。\n"
  "2. 列表，也可以嵌套：\n"
  "   - 像这样，\n"
  "   - 还有这样。\n\n"
  "> 清谈者，纯粹的对话也。\n\n"
  "### 代码\n\n" CODE_BLOCKS "\n### 表格\n\n" TABLE_BLOCK "\n### 数学\n\n"
  "一元二次方程 $ax^2 + bx + c = 0$ 的解是\n\n"
  "$$x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$\n\n"
  "您还可以发送 `code`、`table`、`math`、`long`、`slow`、`error 429`、`cut`，或者附上一张图片。\n";

static const char german_default[] =
  "Dies ist der **Vorführserver** auf diesem Rechner, *nicht* Qwen: Kein Modell hat Ihre Frage "
  "gelesen, und nichts hat Ihren Rechner verlassen. Die Antwort nimmt aber denselben Weg wie eine "
  "echte, Sie sehen also, wie alles aussieht.\n\n"
  "## Was eine Antwort enthalten kann\n\n"
  "1. **Fett**, *kursiv*, ~~durchgestrichen~~ und `Code im Text`.\n"
  "2. Listen, auch verschachtelt:\n"
  "   - so wie hier\n"
  "   - und hier.\n\n"
  "> „Die Grenzen meiner Sprache bedeuten die Grenzen meiner Welt.“\n"
  "> — Ludwig Wittgenstein\n\n"
  "### Code\n\n" CODE_BLOCKS "\n### Eine Tabelle\n\n" TABLE_BLOCK "\n### Mathematik\n\n"
  "Die quadratische Gleichung $ax^2 + bx + c = 0$ hat die Lösungen\n\n"
  "$$x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$\n\n"
  "Weitere Stichwörter: `code`, `table`, `math`, `long`, `slow`, `error 429`, `cut` – oder hängen "
  "Sie ein Bild an.\n";

static const char *const texts[QING_DEMO_N_TEXTS][3] = {
  [QING_DEMO_TEXT_DEFAULT] = { english_default, chinese_default, german_default },
  [QING_DEMO_TEXT_GREETING] = {
    "Hello, and welcome! I am the demonstration server on this computer, not Qwen, but I am glad "
    "to keep you company. Ask me anything to see how an answer looks, or send a word such as "
    "`code`, `table`, `math` or `long`. You may also attach a picture. 🙂\n",
    "您好，欢迎！我是这台电脑上的演示服务器，不是通义千问，但很高兴陪您聊聊。随便问点什么，就能看到"
    "回答的样子；也可以发送 `code`、`table`、`math` 或 `long`，或者附上一张图片。🙂\n",
    "Guten Tag und willkommen! Ich bin der Vorführserver auf diesem Rechner, nicht Qwen, leiste "
    "Ihnen aber gern Gesellschaft. Fragen Sie irgendetwas, um zu sehen, wie eine Antwort aussieht, "
    "oder senden Sie ein Stichwort wie `code`, `table`, `math` oder `long`. Auch ein Bild dürfen "
    "Sie anhängen. 🙂\n",
  },
  [QING_DEMO_TEXT_CODE] = {
    "Here are two small programs, one in C and one in Python (from the demonstration server, not "
    "from Qwen):\n\n" CODE_BLOCKS
    "\nThe first prints five squares; the second finds primes with the sieve of Eratosthenes.\n",
    "下面是两个小程序，一个用 C，一个用 Python（来自本机的演示服务器，不是通义千问）：\n\n" CODE_BLOCKS
    "\n第一个打印五个平方数，第二个用埃拉托斯特尼筛法求素数。\n",
    "Hier sind zwei kleine Programme, eines in C, eines in Python (vom Vorführserver, nicht von "
    "Qwen):\n\n" CODE_BLOCKS
    "\nDas erste gibt fünf Quadratzahlen aus, das zweite findet Primzahlen mit dem Sieb des "
    "Eratosthenes.\n",
  },
  [QING_DEMO_TEXT_TABLE] = {
    "The four inner planets at a glance (from the demonstration server, not from Qwen):\n\n"
    TABLE_BLOCK "\nA day is meant from noon to noon.\n",
    "四颗内行星一览（来自本机的演示服务器，不是通义千问）：\n\n" TABLE_BLOCK "\n这里的“日”指太阳日。\n",
    "Die vier inneren Planeten im Überblick (vom Vorführserver, nicht von Qwen):\n\n" TABLE_BLOCK
    "\nGemeint ist der Tag von Mittag zu Mittag.\n",
  },
  [QING_DEMO_TEXT_MATH] = {
    "Some mathematics (from the demonstration server, not from Qwen). " MATH_BLOCK
    "The sum of the reciprocal squares is\n\n"
    "$$\\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6},$$\n\n"
    "and for a matrix $A = \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$ the determinant is "
    "$\\det A = ad - bc$. The bell curve encloses the area\n\n"
    "$$\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}.$$\n",
    "一点数学（来自本机的演示服务器，不是通义千问）：\n\n"
    "$$\\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6}$$\n\n"
    "矩阵 $A = \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$ 的行列式是 $\\det A = ad - bc$，而"
    "高斯积分为\n\n$$\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}.$$\n",
    "Etwas Mathematik (vom Vorführserver, nicht von Qwen):\n\n"
    "$$\\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6}$$\n\n"
    "Die Determinante von $A = \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$ ist "
    "$\\det A = ad - bc$, und die Glockenkurve umschließt die Fläche\n\n"
    "$$\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}.$$\n",
  },
  [QING_DEMO_TEXT_REASONING] = {
    "The user has sent me a message. I am only the demonstration server, so there is nothing to "
    "look up: I recognise a few words, look at the pictures, and otherwise show what an answer can "
    "contain.\n\nLet me check the message for a keyword first. Then I choose the language of the "
    "reply, and finally I list the parameters that arrived, so that the user can see that the "
    "settings took effect.\n",
    "用户发来了一条消息。我只是演示服务器，没有什么需要查询的：我能认出几个关键词，会看看图片，否则就"
    "展示一下回答可以包含的内容。\n\n先检查消息里有没有关键词，再选择回答的语言，最后列出收到的参数。\n",
    "Mir liegt eine Nachricht vor. Ich bin nur der Vorführserver, nachzuschlagen gibt es also "
    "nichts: Ich erkenne einige Stichwörter, sehe mir die Bilder an und zeige sonst, was eine "
    "Antwort enthalten kann.\n\nZuerst suche ich ein Stichwort, dann wähle ich die Sprache der "
    "Antwort, und zuletzt nenne ich die Parameter, die angekommen sind.\n",
  },
  [QING_DEMO_TEXT_PARAMETERS] = {
    "\n### What arrived here\n\n| Parameter | Value |\n|---|---|\n",
    "\n### 收到的参数\n\n| 参数 | 值 |\n|---|---|\n",
    "\n### Was hier angekommen ist\n\n| Parameter | Wert |\n|---|---|\n",
  },
};

static const char *const german_words[] = {
  "hallo",   "guten tag", "guten morgen", "guten abend", "grüß", "servus",  "moin",    "wie geht",
  "was ist", "bitte",     "warum",        "können",      "für",  "schreib", "erkläre", "dankeschön",
};

static const char *const greetings[] = {
  "hello", "hi",   "hey",    "good morning", "good evening", "good afternoon",
  "hallo", "moin", "servus", "guten tag",    "guten morgen", "guten abend",
  "你好",  "您好", "早上好", "晚上好",       "嗨",
};

/**
 * qing_demo_language_of:
 * @question: what the user wrote
 *
 * Returns: the language to answer in
 */
QingDemoLanguage
qing_demo_language_of (const char *question)
{
  g_autofree char *lower = g_utf8_strdown (question, -1);

  for (const char *p = question; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
      return QING_DEMO_CHINESE;
  for (guint i = 0; i < G_N_ELEMENTS (german_words); i++)
    if (strstr (lower, german_words[i]) != NULL)
      return QING_DEMO_GERMAN;

  return QING_DEMO_ENGLISH;
}

/**
 * qing_demo_is_greeting:
 * @question: what the user wrote
 *
 * Returns: whether it is a greeting and not much else
 */
gboolean
qing_demo_is_greeting (const char *question)
{
  g_autofree char *lower = g_utf8_strdown (question, -1);

  if (g_utf8_strlen (question, -1) > 24)
    return FALSE;
  g_strstrip (lower);
  for (guint i = 0; i < G_N_ELEMENTS (greetings); i++)
    {
      gsize length = strlen (greetings[i]);

      if (g_str_has_prefix (lower, greetings[i]) && !g_ascii_isalnum (lower[length]))
        return TRUE;
    }

  return FALSE;
}

const char *
qing_demo_text (QingDemoText text, QingDemoLanguage language)
{
  return texts[text][language];
}

static void
append_roman (GString *out, guint n)
{
  static const struct
  {
    guint value;
    const char *letters;
  } steps[] = { { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" },
                { 5, "V" },  { 4, "IV" },  { 1, "I" } };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (; n >= steps[i].value; n -= steps[i].value)
      g_string_append (out, steps[i].letters);
}

static void
append_number (GString *out, guint n)
{
  guint n_divisors = 0;

  g_string_append_printf (out, "### %u\n\nThe Romans wrote it **", n);
  append_roman (out, n);
  g_string_append_printf (out, "**, its square is $%u^2 = %u$, and in base eight it is `%o`. ", n,
                          n * n, n);
  g_string_append (out, "It can be divided by ");
  for (guint d = 1; d <= n; d++)
    if (n % d == 0)
      g_string_append_printf (out, "%s%u", n_divisors++ > 0 ? ", " : "", d);
  if (n_divisors == 2)
    g_string_append (out, " and by nothing else: a prime number.\n\n");
  else
    g_string_append_printf (out, "; that makes %u divisor%s in all.\n\n", n_divisors,
                            n_divisors == 1 ? "" : "s");
}

/**
 * qing_demo_long_text:
 *
 * Returns: (transfer full): an answer of about 3,000 tokens
 */
char *
qing_demo_long_text (void)
{
  GString *out = g_string_new (
    "# The first forty numbers\n\nYou asked for a long answer, so here is one from the "
    "demonstration server on this computer (not from Qwen): what there is to say about each number "
    "from 1 to 40.\n\n");

  for (guint n = 1; n <= 40; n++)
    append_number (out, n);
  g_string_append (out, "Thank you for reading this far!\n");

  return g_string_free (out, FALSE);
}

/**
 * qing_demo_title:
 * @exchange: the conversation so far, possibly with "User:" in front of the question
 *
 * Returns: (transfer full): a title made of the first words of the question
 */
char *
qing_demo_title (const char *exchange)
{
  static const char *const labels[] = { "user:", "question:", "<user>", "用户：", "用户:" };
  g_autofree char *lower = g_utf8_strdown (exchange, -1);
  const char *start = exchange;
  const char *label = exchange; /* the first one that there is */
  g_autofree char *line = NULL;
  GString *title = g_string_new (NULL);
  guint n_chars = 0;

  for (guint i = 0; i < G_N_ELEMENTS (labels) && strlen (lower) == strlen (exchange); i++)
    {
      const char *found = strstr (lower, labels[i]);

      if (found != NULL && (start == exchange || exchange + (found - lower) < label))
        {
          label = exchange + (found - lower);
          start = label + strlen (labels[i]);
        }
    }
  while (g_ascii_isspace (*start))
    start++;
  line = g_strndup (start, strcspn (start, "\n"));

  for (const char *p = line; *p != '\0' && strchr (".?!", *p) == NULL; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xFF1F || c == 0x3002 || c == 0xFF01 || (*p == ' ' && n_chars >= 34) || n_chars > 50)
        break;
      g_string_append_unichar (title, n_chars == 0 ? g_unichar_totitle (c) : c);
      n_chars++;
    }
  g_strchomp (title->str);
  if (title->str[0] == '\0')
    g_string_assign (title, "New conversation");

  return g_string_free (title, FALSE);
}
