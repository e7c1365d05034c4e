/* SPDX-FileCopyrightText: The Qingtan authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "qing-math-symbols.h"

#include <stdlib.h>
#include <string.h>

#define ORD   QING_MATH_CLASS_ORD, 0, QING_MATH_LIMITS_DEFAULT
#define BIG   QING_MATH_CLASS_OP, QING_MATH_FLAG_LARGE, QING_MATH_LIMITS_DEFAULT
#define INT   QING_MATH_CLASS_OP, QING_MATH_FLAG_LARGE, QING_MATH_LIMITS_NEVER
#define BIN   QING_MATH_CLASS_BIN, 0, QING_MATH_LIMITS_DEFAULT
#define REL   QING_MATH_CLASS_REL, 0, QING_MATH_LIMITS_DEFAULT
#define OPEN  QING_MATH_CLASS_OPEN, 0, QING_MATH_LIMITS_DEFAULT
#define CLOSE QING_MATH_CLASS_CLOSE, 0, QING_MATH_LIMITS_DEFAULT
#define PUNCT QING_MATH_CLASS_PUNCT, 0, QING_MATH_LIMITS_DEFAULT
#define INNER QING_MATH_CLASS_INNER, 0, QING_MATH_LIMITS_DEFAULT

/* The symbols of plain TeX, LaTeX, amsmath and amssymb and some more that are in use, sorted by
 * name in the order of strcmp(). */
/* clang-format off */
static const QingMathSymbol symbols[] = {
  { "#", 0x0023, ORD }, { "$", 0x0024, ORD }, { "%", 0x0025, ORD }, { "&", 0x0026, ORD },
  { "AA", 0x00c5, ORD }, { "AE", 0x00c6, ORD }, { "Alpha", 0x0391, ORD }, { "And", 0x0026, BIN },
  { "Angstrom", 0x00c5, ORD }, { "Bbbk", 0x1d55c, ORD }, { "Bbbone", 0x1d7d9, ORD },
  { "Bbbsum", 0x2140, BIG }, { "Beta", 0x0392, ORD }, { "Box", 0x25a1, ORD },
  { "Bumpeq", 0x224e, REL }, { "C", 0x2102, ORD }, { "Cap", 0x22d2, BIN }, { "Chi", 0x03a7, ORD },
  { "Colon", 0x2237, REL }, { "Coloneq", 0x2a74, REL }, { "Coloneqq", 0x2a74, REL },
  { "Complex", 0x2102, ORD }, { "Cup", 0x22d3, BIN }, { "Dagger", 0x2021, BIN },
  { "Delta", 0x0394, ORD }, { "Diamond", 0x25c7, ORD }, { "Digamma", 0x03dc, ORD },
  { "Doteq", 0x2251, REL }, { "Downarrow", 0x21d3, REL }, { "Epsilon", 0x0395, ORD },
  { "Equiv", 0x2263, REL }, { "Eta", 0x0397, ORD }, { "Finv", 0x2132, ORD },
  { "Game", 0x2141, ORD }, { "Gamma", 0x0393, ORD }, { "Harr", 0x21d4, REL },
  { "Im", 0x2111, ORD }, { "Iota", 0x0399, ORD }, { "Join", 0x22c8, REL },
  { "Kappa", 0x039a, ORD }, { "L", 0x0141, ORD }, { "Lambda", 0x039b, ORD },
  { "Larr", 0x21d0, REL }, { "Lbrbrak", 0x27ec, OPEN }, { "Leftarrow", 0x21d0, REL },
  { "Leftrightarrow", 0x21d4, REL }, { "Lleftarrow", 0x21da, REL },
  { "Longleftarrow", 0x27f8, REL }, { "Longleftrightarrow", 0x27fa, REL },
  { "Longmapsfrom", 0x27fd, REL }, { "Longmapsto", 0x27fe, REL },
  { "Longrightarrow", 0x27f9, REL }, { "Lsh", 0x21b0, REL }, { "Mapsfrom", 0x2906, REL },
  { "Mapsto", 0x2907, REL }, { "Mu", 0x039c, ORD }, { "N", 0x2115, ORD },
  { "Nearrow", 0x21d7, REL }, { "Nu", 0x039d, ORD }, { "Nwarrow", 0x21d6, REL },
  { "O", 0x00d8, ORD }, { "OE", 0x0152, ORD }, { "Omega", 0x03a9, ORD },
  { "Omicron", 0x039f, ORD }, { "Otimes", 0x2a37, BIN }, { "P", 0x00b6, ORD },
  { "Phi", 0x03a6, ORD }, { "Pi", 0x03a0, ORD }, { "Planckconst", 0x210e, ORD },
  { "Prec", 0x2abb, REL }, { "Psi", 0x03a8, ORD }, { "Q", 0x211a, ORD }, { "QED", 0x220e, ORD },
  { "R", 0x211d, ORD }, { "Rarr", 0x21d2, REL }, { "Rbrbrak", 0x27ed, CLOSE },
  { "Re", 0x211c, ORD }, { "Reals", 0x211d, ORD }, { "Rho", 0x03a1, ORD },
  { "Rightarrow", 0x21d2, REL }, { "Rrightarrow", 0x21db, REL }, { "Rsh", 0x21b1, REL },
  { "S", 0x00a7, ORD }, { "Searrow", 0x21d8, REL }, { "Sigma", 0x03a3, ORD },
  { "Subset", 0x22d0, REL }, { "Succ", 0x2abc, REL }, { "Supset", 0x22d1, REL },
  { "Swarrow", 0x21d9, REL }, { "Tau", 0x03a4, ORD }, { "Theta", 0x0398, ORD },
  { "Uparrow", 0x21d1, REL }, { "Updownarrow", 0x21d5, REL }, { "Upsilon", 0x03a5, ORD },
  { "VDash", 0x22ab, REL }, { "Vbar", 0x2aeb, REL }, { "Vdash", 0x22a9, REL },
  { "Vee", 0x2a54, BIN }, { "Vert", 0x2016, ORD }, { "Vvdash", 0x22aa, REL },
  { "Wedge", 0x2a53, BIN }, { "Xi", 0x039e, ORD }, { "Z", 0x2124, ORD }, { "Zeta", 0x0396, ORD },
  { "_", 0x005f, ORD }, { "aa", 0x00e5, ORD }, { "acwopencirclearrow", 0x21ba, REL },
  { "adots", 0x22f0, INNER }, { "ae", 0x00e6, ORD }, { "alef", 0x2135, ORD },
  { "alefsym", 0x2135, ORD }, { "aleph", 0x2135, ORD }, { "alpha", 0x03b1, ORD },
  { "amalg", 0x2a3f, BIN }, { "angle", 0x2220, ORD }, { "approx", 0x2248, REL },
  { "approxeq", 0x224a, REL }, { "approxident", 0x224b, REL }, { "arceq", 0x2258, REL },
  { "ast", 0x2217, BIN }, { "asymp", 0x224d, REL }, { "atom", 0x269b, ORD },
  { "awint", 0x2a11, INT }, { "backcong", 0x224c, REL }, { "backepsilon", 0x03f6, REL },
  { "backprime", 0x2035, ORD }, { "backsim", 0x223d, REL }, { "backsimeq", 0x22cd, REL },
  { "backslash", 0x005c, ORD }, { "barleftarrow", 0x21e4, REL }, { "barvee", 0x22bd, BIN },
  { "barwedge", 0x22bc, BIN }, { "because", 0x2235, REL }, { "beta", 0x03b2, ORD },
  { "beth", 0x2136, ORD }, { "between", 0x226c, REL }, { "bigcap", 0x22c2, BIG },
  { "bigcirc", 0x25ef, BIN }, { "bigcup", 0x22c3, BIG }, { "bigcupdot", 0x2a03, BIG },
  { "bigodot", 0x2a00, BIG }, { "bigoplus", 0x2a01, BIG }, { "bigotimes", 0x2a02, BIG },
  { "bigsqcap", 0x2a05, BIG }, { "bigsqcup", 0x2a06, BIG }, { "bigstar", 0x2605, ORD },
  { "bigtimes", 0x2a09, BIG }, { "bigtriangledown", 0x25bd, BIN },
  { "bigtriangleup", 0x25b3, BIN }, { "biguplus", 0x2a04, BIG }, { "bigvee", 0x22c1, BIG },
  { "bigwedge", 0x22c0, BIG }, { "blackhourglass", 0x29d7, BIN }, { "blacklozenge", 0x29eb, ORD },
  { "blacksquare", 0x25a0, ORD }, { "blacktriangle", 0x25b2, ORD },
  { "blacktriangledown", 0x25bc, ORD }, { "blacktriangleleft", 0x25c0, REL },
  { "blacktriangleright", 0x25b6, REL }, { "bot", 0x22a5, ORD }, { "bowtie", 0x22c8, REL },
  { "boxast", 0x29c6, BIN }, { "boxbar", 0x25eb, BIN }, { "boxbslash", 0x29c5, BIN },
  { "boxcircle", 0x29c7, BIN }, { "boxdot", 0x22a1, BIN }, { "boxminus", 0x229f, BIN },
  { "boxplus", 0x229e, BIN }, { "boxslash", 0x29c4, BIN }, { "boxtimes", 0x22a0, BIN },
  { "btimes", 0x2a32, BIN }, { "bull", 0x2219, BIN }, { "bullet", 0x2219, BIN },
  { "bumpeq", 0x224f, REL }, { "cap", 0x2229, BIN }, { "carriagereturn", 0x21b5, REL },
  { "cdot", 0x22c5, BIN }, { "cdotp", 0x22c5, PUNCT }, { "cdots", 0x22ef, INNER },
  { "cent", 0x00a2, ORD }, { "centerdot", 0x22c5, BIN }, { "checkmark", 0x2713, ORD },
  { "chi", 0x03c7, ORD }, { "circ", 0x2218, BIN }, { "circeq", 0x2257, REL },
  { "circlearrowleft", 0x21ba, REL }, { "circlearrowright", 0x21bb, REL },
  { "circledR", 0x00ae, ORD }, { "circledS", 0x24c8, ORD }, { "circledast", 0x229b, BIN },
  { "circledcirc", 0x229a, BIN }, { "circleddash", 0x229d, BIN }, { "circledequal", 0x229c, BIN },
  { "circledparallel", 0x29b7, BIN }, { "clubs", 0x2663, ORD }, { "clubsuit", 0x2663, ORD },
  { "cnums", 0x2102, ORD }, { "coloncolon", 0x2237, REL }, { "coloneq", 0x2254, REL },
  { "coloneqq", 0x2254, REL }, { "comma", 0x002c, PUNCT }, { "complement", 0x2201, ORD },
  { "concavediamond", 0x27e1, BIN }, { "concavediamondtickleft", 0x27e2, BIN },
  { "concavediamondtickright", 0x27e3, BIN }, { "cong", 0x2245, REL },
  { "conjquant", 0x2a07, BIG }, { "coprod", 0x2210, BIG }, { "copyright", 0x00a9, ORD },
  { "csub", 0x2acf, REL }, { "csup", 0x2ad0, REL }, { "cup", 0x222a, BIN },
  { "cupdot", 0x228d, BIN }, { "curlyeqprec", 0x22de, REL }, { "curlyeqsucc", 0x22df, REL },
  { "curlyvee", 0x22ce, BIN }, { "curlywedge", 0x22cf, BIN }, { "curvearrowleft", 0x21b6, REL },
  { "curvearrowright", 0x21b7, REL }, { "cwopencirclearrow", 0x21bb, REL },
  { "dArr", 0x21d3, REL }, { "dag", 0x2020, ORD }, { "dagger", 0x2020, BIN },
  { "daleth", 0x2138, ORD }, { "darr", 0x2193, REL }, { "dasharrow", 0x21e2, REL },
  { "dashcolon", 0x2239, REL }, { "dashleftarrow", 0x21e0, REL },
  { "dashrightarrow", 0x21e2, REL }, { "dashv", 0x22a3, REL }, { "dblcolon", 0x2237, REL },
  { "ddag", 0x2021, ORD }, { "ddagger", 0x2021, BIN }, { "ddots", 0x22f1, INNER },
  { "defeq", 0x225d, REL }, { "degree", 0x00b0, ORD }, { "delta", 0x03b4, ORD },
  { "diagdown", 0x27cd, ORD }, { "diagup", 0x27cb, ORD }, { "diamond", 0x22c4, BIN },
  { "diamonds", 0x2662, ORD }, { "diamondsuit", 0x2662, ORD }, { "digamma", 0x03dd, ORD },
  { "disin", 0x22f2, REL }, { "disjquant", 0x2a08, BIG }, { "div", 0x00f7, BIN },
  { "divideontimes", 0x22c7, BIN }, { "divslash", 0x2215, BIN }, { "doteq", 0x2250, REL },
  { "doteqdot", 0x2251, REL }, { "dotminus", 0x2238, BIN }, { "dotplus", 0x2214, BIN },
  { "dotsb", 0x22ef, INNER }, { "dotsc", 0x2026, INNER }, { "dotsi", 0x22ef, INNER },
  { "dotsm", 0x22ef, INNER }, { "dotsminusdots", 0x223a, REL }, { "dotso", 0x2026, INNER },
  { "doublebarvee", 0x2a62, BIN }, { "doublebarwedge", 0x2a5e, BIN }, { "doublecap", 0x22d2, BIN },
  { "doublecup", 0x22d3, BIN }, { "downarrow", 0x2193, REL }, { "downdownarrows", 0x21ca, REL },
  { "downharpoonleft", 0x21c3, REL }, { "downharpoonright", 0x21c2, REL },
  { "downuparrows", 0x21f5, REL }, { "downwhitearrow", 0x21e9, REL }, { "dprime", 0x2033, ORD },
  { "eighthnote", 0x266a, ORD }, { "ell", 0x2113, ORD }, { "empty", 0x2205, ORD },
  { "emptyset", 0x2205, ORD }, { "epsilon", 0x03f5, ORD }, { "eq", 0x003d, REL },
  { "eqcirc", 0x2256, REL }, { "eqcolon", 0x2255, REL }, { "eqdef", 0x225d, REL },
  { "eqeq", 0x2a75, REL }, { "eqeqeq", 0x2a76, REL }, { "eqqcolon", 0x2255, REL },
  { "eqsim", 0x2242, REL }, { "eqslantgtr", 0x2a96, REL }, { "eqslantless", 0x2a95, REL },
  { "equiv", 0x2261, REL }, { "eqvparsl", 0x29e5, REL }, { "eta", 0x03b7, ORD },
  { "eth", 0x00f0, ORD }, { "euro", 0x20ac, ORD }, { "exist", 0x2203, ORD },
  { "exists", 0x2203, ORD }, { "fallingdotseq", 0x2252, REL }, { "fcmp", 0x2a3e, BIN },
  { "female", 0x2640, ORD }, { "fint", 0x2a0f, INT }, { "flat", 0x266d, ORD },
  { "forall", 0x2200, ORD }, { "forksnot", 0x2add, REL }, { "fracslash", 0x2044, BIN },
  { "frown", 0x2322, REL }, { "gamma", 0x03b3, ORD }, { "ge", 0x2265, REL },
  { "geq", 0x2265, REL }, { "geqq", 0x2267, REL }, { "geqslant", 0x2a7e, REL },
  { "gets", 0x2190, REL }, { "gg", 0x226b, REL }, { "ggg", 0x22d9, REL }, { "gggtr", 0x22d9, REL },
  { "gimel", 0x2137, ORD }, { "gnapprox", 0x2a8a, REL }, { "gneq", 0x2a88, REL },
  { "gneqq", 0x2269, REL }, { "gnsim", 0x22e7, REL }, { "gt", 0x003e, REL },
  { "gtrapprox", 0x2a86, REL }, { "gtrdot", 0x22d7, REL }, { "gtreqless", 0x22db, REL },
  { "gtreqqless", 0x2a8c, REL }, { "gtrless", 0x2277, REL }, { "gtrsim", 0x2273, REL },
  { "gvertneqq", 0x2269, REL }, { "hArr", 0x21d4, REL }, { "harr", 0x2194, REL },
  { "hbar", 0x210f, ORD }, { "hearts", 0x2661, ORD }, { "heartsuit", 0x2661, ORD },
  { "hermitmatrix", 0x22b9, ORD }, { "hookleftarrow", 0x21a9, REL },
  { "hookrightarrow", 0x21aa, REL }, { "hourglass", 0x29d6, BIN }, { "hslash", 0x210f, ORD },
  { "i", 0x0131, ORD }, { "iddots", 0x22f0, INNER }, { "iiiint", 0x2a0c, INT },
  { "iiint", 0x222d, INT }, { "iint", 0x222c, INT }, { "image", 0x2111, ORD },
  { "imageof", 0x22b7, REL }, { "imath", 0x0131, ORD }, { "in", 0x2208, REL },
  { "increment", 0x2206, ORD }, { "infin", 0x221e, ORD }, { "infty", 0x221e, ORD },
  { "int", 0x222b, INT }, { "intBar", 0x2a0e, INT }, { "intbar", 0x2a0d, INT },
  { "intcap", 0x2a19, INT }, { "intclockwise", 0x2231, INT }, { "intcup", 0x2a1a, INT },
  { "intercal", 0x22ba, BIN }, { "interleave", 0x2af4, BIN }, { "intlarhk", 0x2a17, INT },
  { "intop", 0x222b, INT }, { "intprod", 0x2a3c, BIN }, { "intprodr", 0x2a3d, BIN },
  { "intx", 0x2a18, INT }, { "invneg", 0x2310, ORD }, { "iota", 0x03b9, ORD },
  { "isin", 0x2208, REL }, { "isinE", 0x22f9, REL }, { "isins", 0x22f4, REL },
  { "j", 0x0237, ORD }, { "jmath", 0x0237, ORD }, { "kappa", 0x03ba, ORD },
  { "kernelcontraction", 0x223b, REL }, { "l", 0x0142, ORD }, { "lAngle", 0x27ea, OPEN },
  { "lArr", 0x21d0, REL }, { "lBrace", 0x2983, OPEN }, { "lBrack", 0x27e6, OPEN },
  { "lParen", 0x2985, OPEN }, { "lVert", 0x2016, OPEN }, { "lambda", 0x03bb, ORD },
  { "land", 0x2227, BIN }, { "lang", 0x27e8, OPEN }, { "langle", 0x27e8, OPEN },
  { "larr", 0x2190, REL }, { "lat", 0x2aab, REL }, { "lblkbrbrak", 0x2997, OPEN },
  { "lbrace", 0x007b, OPEN }, { "lbrack", 0x005b, OPEN }, { "lceil", 0x2308, OPEN },
  { "lcurvyangle", 0x29fc, OPEN }, { "ldotp", 0x002e, PUNCT }, { "ldots", 0x2026, INNER },
  { "le", 0x2264, REL }, { "leadsto", 0x21dd, REL }, { "leftarrow", 0x2190, REL },
  { "leftarrowtail", 0x21a2, REL }, { "leftharpoondown", 0x21bd, REL },
  { "leftharpoonup", 0x21bc, REL }, { "leftleftarrows", 0x21c7, REL }, { "leftmoon", 0x263e, ORD },
  { "leftrightarrow", 0x2194, REL }, { "leftrightarrows", 0x21c6, REL },
  { "leftrightharpoons", 0x21cb, REL }, { "leftrightsquigarrow", 0x21ad, REL },
  { "leftsquigarrow", 0x21dc, REL }, { "leftthreetimes", 0x22cb, BIN },
  { "leftwavearrow", 0x219c, REL }, { "leftwhitearrow", 0x21e6, REL }, { "leq", 0x2264, REL },
  { "leqq", 0x2266, REL }, { "leqslant", 0x2a7d, REL }, { "lessapprox", 0x2a85, REL },
  { "lessdot", 0x22d6, REL }, { "lesseqgtr", 0x22da, REL }, { "lesseqqgtr", 0x2a8b, REL },
  { "lessgtr", 0x2276, REL }, { "lesssim", 0x2272, REL }, { "lfloor", 0x230a, OPEN },
  { "lgroup", 0x27ee, OPEN }, { "lhd", 0x22b2, BIN }, { "linefeed", 0x21b4, REL },
  { "ll", 0x226a, REL }, { "llangle", 0x27ea, OPEN }, { "llbracket", 0x27e6, OPEN },
  { "llcorner", 0x231e, OPEN }, { "lll", 0x22d8, REL }, { "llless", 0x22d8, REL },
  { "llparenthesis", 0x2987, OPEN }, { "lmoustache", 0x23b0, OPEN }, { "lnapprox", 0x2a89, REL },
  { "lneq", 0x2a87, REL }, { "lneqq", 0x2268, REL }, { "lnot", 0x00ac, ORD },
  { "lnsim", 0x22e6, REL }, { "longleftarrow", 0x27f5, REL },
  { "longleftrightarrow", 0x27f7, REL }, { "longmapsfrom", 0x27fb, REL },
  { "longmapsto", 0x27fc, REL }, { "longrightarrow", 0x27f6, REL },
  { "longrightsquigarrow", 0x27ff, REL }, { "looparrowleft", 0x21ab, REL },
  { "looparrowright", 0x21ac, REL }, { "lor", 0x2228, BIN }, { "lowint", 0x2a1c, INT },
  { "lozenge", 0x25ca, ORD }, { "lparen", 0x0028, OPEN }, { "lrArr", 0x21d4, REL },
  { "lrarr", 0x2194, REL }, { "lrcorner", 0x231f, CLOSE }, { "lt", 0x003c, REL },
  { "ltimes", 0x22c9, BIN }, { "lvert", 0x007c, OPEN }, { "lvertneqq", 0x2268, REL },
  { "male", 0x2642, ORD }, { "maltese", 0x2720, ORD }, { "mapsdown", 0x21a7, REL },
  { "mapsfrom", 0x21a4, REL }, { "mapsto", 0x21a6, REL }, { "mapsup", 0x21a5, REL },
  { "mathdollar", 0x0024, ORD }, { "mathellipsis", 0x2026, INNER },
  { "mathparagraph", 0x00b6, ORD }, { "mathsection", 0x00a7, ORD },
  { "mathsterling", 0x00a3, ORD }, { "measeq", 0x225e, REL }, { "measuredangle", 0x2221, ORD },
  { "mho", 0x2127, ORD }, { "mid", 0x2223, REL }, { "minusdot", 0x2a2a, BIN },
  { "models", 0x22a7, REL }, { "mp", 0x2213, BIN }, { "mu", 0x03bc, ORD },
  { "multimap", 0x22b8, REL }, { "multimapinv", 0x27dc, REL }, { "nLeftarrow", 0x21cd, REL },
  { "nLeftrightarrow", 0x21ce, REL }, { "nRightarrow", 0x21cf, REL }, { "nVDash", 0x22af, REL },
  { "nVdash", 0x22ae, REL }, { "nabla", 0x2207, ORD }, { "nand", 0x22bc, BIN },
  { "napprox", 0x2249, REL }, { "nasymp", 0x226d, REL }, { "natnums", 0x2115, ORD },
  { "natural", 0x266e, ORD }, { "ncong", 0x2247, REL }, { "ne", 0x2260, REL },
  { "nearrow", 0x2197, REL }, { "neg", 0x00ac, ORD }, { "neq", 0x2260, REL },
  { "nequiv", 0x2262, REL }, { "nexists", 0x2204, ORD }, { "ngeq", 0x2271, REL },
  { "ngeqq", 0x2271, REL }, { "ngeqslant", 0x2271, REL }, { "ngtr", 0x226f, REL },
  { "ngtrless", 0x2279, REL }, { "ngtrsim", 0x2275, REL }, { "ni", 0x220b, REL },
  { "nis", 0x22fc, REL }, { "nleftarrow", 0x219a, REL }, { "nleftrightarrow", 0x21ae, REL },
  { "nleq", 0x2270, REL }, { "nleqq", 0x2270, REL }, { "nleqslant", 0x2270, REL },
  { "nless", 0x226e, REL }, { "nlessgtr", 0x2278, REL }, { "nlesssim", 0x2274, REL },
  { "nmid", 0x2224, REL }, { "nor", 0x22bd, BIN }, { "notin", 0x2209, REL },
  { "notni", 0x220c, REL }, { "nparallel", 0x2226, REL }, { "nprec", 0x2280, REL },
  { "npreceq", 0x22e0, REL }, { "nrightarrow", 0x219b, REL }, { "nshortmid", 0x2224, REL },
  { "nshortparallel", 0x2226, REL }, { "nsim", 0x2241, REL }, { "nsimeq", 0x2244, REL },
  { "nsqsubseteq", 0x22e2, REL }, { "nsqsupseteq", 0x22e3, REL }, { "nsubset", 0x2284, REL },
  { "nsubseteq", 0x2288, REL }, { "nsubseteqq", 0x2288, REL }, { "nsucc", 0x2281, REL },
  { "nsucceq", 0x22e1, REL }, { "nsupset", 0x2285, REL }, { "nsupseteq", 0x2289, REL },
  { "nsupseteqq", 0x2289, REL }, { "ntriangleleft", 0x22ea, REL },
  { "ntrianglelefteq", 0x22ec, REL }, { "ntriangleright", 0x22eb, REL },
  { "ntrianglerighteq", 0x22ed, REL }, { "nu", 0x03bd, ORD }, { "nvDash", 0x22ad, REL },
  { "nvdash", 0x22ac, REL }, { "nvleftarrow", 0x21f7, REL }, { "nvrightarrow", 0x21f8, REL },
  { "nwarrow", 0x2196, REL }, { "o", 0x00f8, ORD }, { "oasterisk", 0x229b, BIN },
  { "obar", 0x233d, BIN }, { "obslash", 0x29b8, BIN }, { "odiv", 0x2a38, BIN },
  { "odot", 0x2299, BIN }, { "oe", 0x0153, ORD }, { "ogreaterthan", 0x29c1, BIN },
  { "ohm", 0x03a9, ORD }, { "oiiint", 0x2230, INT }, { "oiint", 0x222f, INT },
  { "oint", 0x222e, INT }, { "ointctrclockwise", 0x2233, INT }, { "olessthan", 0x29c0, BIN },
  { "omega", 0x03c9, ORD }, { "omicron", 0x03bf, ORD }, { "ominus", 0x2296, BIN },
  { "operp", 0x29b9, BIN }, { "oplus", 0x2295, BIN }, { "opluslhrim", 0x2a2d, BIN },
  { "oplusrhrim", 0x2a2e, BIN }, { "ordfeminine", 0x00aa, ORD }, { "ordmasculine", 0x00ba, ORD },
  { "origof", 0x22b6, REL }, { "oslash", 0x2298, BIN }, { "otimes", 0x2297, BIN },
  { "owns", 0x220b, REL }, { "parallel", 0x2225, REL }, { "partial", 0x2202, ORD },
  { "permil", 0x2030, ORD }, { "perp", 0x27c2, REL }, { "pertenthousand", 0x2031, ORD },
  { "phi", 0x03d5, ORD }, { "pi", 0x03c0, ORD }, { "pitchfork", 0x22d4, REL },
  { "plusdot", 0x2a25, BIN }, { "plusmn", 0x00b1, BIN }, { "pm", 0x00b1, BIN },
  { "pointint", 0x2a15, INT }, { "pounds", 0x00a3, ORD }, { "prec", 0x227a, REL },
  { "precapprox", 0x2ab7, REL }, { "preccurlyeq", 0x227c, REL }, { "preceq", 0x2aaf, REL },
  { "preceqq", 0x2ab3, REL }, { "precnapprox", 0x2ab9, REL }, { "precneq", 0x2ab1, REL },
  { "precneqq", 0x2ab5, REL }, { "precnsim", 0x22e8, REL }, { "precsim", 0x227e, REL },
  { "prime", 0x2032, ORD }, { "prod", 0x220f, BIG }, { "propto", 0x221d, REL },
  { "prurel", 0x22b0, REL }, { "psi", 0x03c8, ORD }, { "qed", 0x220e, ORD },
  { "qprime", 0x2057, ORD }, { "quarternote", 0x2669, ORD }, { "questeq", 0x225f, REL },
  { "rAngle", 0x27eb, CLOSE }, { "rArr", 0x21d2, REL }, { "rBrace", 0x2984, CLOSE },
  { "rBrack", 0x27e7, CLOSE }, { "rParen", 0x2986, CLOSE }, { "rVert", 0x2016, CLOSE },
  { "rang", 0x27e9, CLOSE }, { "rangle", 0x27e9, CLOSE }, { "rarr", 0x2192, REL },
  { "ratio", 0x2236, REL }, { "rbrace", 0x007d, CLOSE }, { "rbrack", 0x005d, CLOSE },
  { "rceil", 0x2309, CLOSE }, { "rcurvyangle", 0x29fd, CLOSE }, { "real", 0x211c, ORD },
  { "reals", 0x211d, ORD }, { "restriction", 0x21be, REL }, { "rfloor", 0x230b, CLOSE },
  { "rgroup", 0x27ef, CLOSE }, { "rhd", 0x22b3, BIN }, { "rho", 0x03c1, ORD },
  { "rightangle", 0x221f, ORD }, { "rightarrow", 0x2192, REL }, { "rightarrowbar", 0x21e5, REL },
  { "rightarrowtail", 0x21a3, REL }, { "rightharpoondown", 0x21c1, REL },
  { "rightharpoonup", 0x21c0, REL }, { "rightleftarrows", 0x21c4, REL },
  { "rightleftharpoons", 0x21cc, REL }, { "rightrightarrows", 0x21c9, REL },
  { "rightsquigarrow", 0x21dd, REL }, { "rightthreearrows", 0x21f6, REL },
  { "rightthreetimes", 0x22cc, BIN }, { "rightwavearrow", 0x219d, REL },
  { "rightwhitearrow", 0x21e8, REL }, { "risingdotseq", 0x2253, REL },
  { "rmoustache", 0x23b1, CLOSE }, { "rparen", 0x0029, CLOSE }, { "rrangle", 0x27eb, CLOSE },
  { "rrbracket", 0x27e7, CLOSE }, { "rrparenthesis", 0x2988, CLOSE }, { "rtimes", 0x22ca, BIN },
  { "rvert", 0x007c, CLOSE }, { "scurel", 0x22b1, REL }, { "sdot", 0x22c5, BIN },
  { "searrow", 0x2198, REL }, { "sect", 0x00a7, ORD }, { "setminus", 0x2216, BIN },
  { "sharp", 0x266f, ORD }, { "shortmid", 0x2223, REL }, { "shortparallel", 0x2225, REL },
  { "sigma", 0x03c3, ORD }, { "sim", 0x223c, REL }, { "simeq", 0x2243, REL },
  { "sinewave", 0x223f, REL }, { "smallbullet", 0x2022, BIN }, { "smallcirc", 0x2218, BIN },
  { "smallfrown", 0x2322, REL }, { "smallint", 0x222b, INT }, { "smallsetminus", 0x2216, BIN },
  { "smallsmile", 0x2323, REL }, { "smile", 0x2323, REL }, { "smiley", 0x263a, ORD },
  { "smt", 0x2aaa, REL }, { "spades", 0x2660, ORD }, { "spadesuit", 0x2660, ORD },
  { "sphericalangle", 0x2222, ORD }, { "sqcap", 0x2293, BIN }, { "sqcup", 0x2294, BIN },
  { "sqint", 0x2a16, INT }, { "sqsubset", 0x228f, REL }, { "sqsubseteq", 0x2291, REL },
  { "sqsubsetneq", 0x22e4, REL }, { "sqsupset", 0x2290, REL }, { "sqsupseteq", 0x2292, REL },
  { "sqsupsetneq", 0x22e5, REL }, { "square", 0x25a1, ORD }, { "ss", 0x00df, ORD },
  { "star", 0x22c6, BIN }, { "stareq", 0x225b, REL }, { "sterling", 0x00a3, ORD },
  { "sub", 0x2282, REL }, { "sube", 0x2286, REL }, { "subset", 0x2282, REL },
  { "subsetdot", 0x2abd, REL }, { "subseteq", 0x2286, REL }, { "subseteqq", 0x2ac5, REL },
  { "subsetneq", 0x228a, REL }, { "subsetneqq", 0x2acb, REL }, { "subsetplus", 0x2abf, REL },
  { "succ", 0x227b, REL }, { "succapprox", 0x2ab8, REL }, { "succcurlyeq", 0x227d, REL },
  { "succeq", 0x2ab0, REL }, { "succeqq", 0x2ab4, REL }, { "succnapprox", 0x2aba, REL },
  { "succneq", 0x2ab2, REL }, { "succneqq", 0x2ab6, REL }, { "succnsim", 0x22e9, REL },
  { "succsim", 0x227f, REL }, { "sum", 0x2211, BIG }, { "sumint", 0x2a0b, INT },
  { "sun", 0x263c, ORD }, { "supe", 0x2287, REL }, { "supset", 0x2283, REL },
  { "supsetdot", 0x2abe, REL }, { "supseteq", 0x2287, REL }, { "supseteqq", 0x2ac6, REL },
  { "supsetneq", 0x228b, REL }, { "supsetneqq", 0x2acc, REL }, { "supsetplus", 0x2ac0, REL },
  { "surd", 0x221a, ORD }, { "swarrow", 0x2199, REL }, { "tau", 0x03c4, ORD },
  { "textasciicircum", 0x005e, ORD }, { "textasciitilde", 0x007e, ORD },
  { "textasteriskcentered", 0x2217, ORD }, { "textbackslash", 0x005c, ORD },
  { "textbar", 0x007c, ORD }, { "textbullet", 0x2022, ORD }, { "textdegree", 0x00b0, ORD },
  { "textdollar", 0x0024, ORD }, { "textellipsis", 0x2026, ORD }, { "textemdash", 0x2014, ORD },
  { "textendash", 0x2013, ORD }, { "textgreater", 0x003e, ORD }, { "textless", 0x003c, ORD },
  { "textperthousand", 0x2030, ORD }, { "textquotedblleft", 0x201c, ORD },
  { "textquotedblright", 0x201d, ORD }, { "textquoteleft", 0x2018, ORD },
  { "textquoteright", 0x2019, ORD }, { "textregistered", 0x00ae, ORD },
  { "textunderscore", 0x005f, ORD }, { "therefore", 0x2234, REL }, { "theta", 0x03b8, ORD },
  { "thickapprox", 0x2248, REL }, { "thicksim", 0x223c, REL }, { "threedotcolon", 0x2af6, BIN },
  { "tieconcat", 0x2040, BIN }, { "times", 0x00d7, BIN }, { "timesbar", 0x2a31, BIN },
  { "to", 0x2192, REL }, { "top", 0x22a4, ORD }, { "topfork", 0x2ada, REL },
  { "triangle", 0x25b3, ORD }, { "triangledown", 0x25bd, ORD }, { "triangleleft", 0x25c1, BIN },
  { "trianglelefteq", 0x22b4, REL }, { "triangleq", 0x225c, REL },
  { "triangleright", 0x25b7, BIN }, { "trianglerighteq", 0x22b5, REL }, { "trprime", 0x2034, ORD },
  { "twoheaddownarrow", 0x21a1, REL }, { "twoheadleftarrow", 0x219e, REL },
  { "twoheadrightarrow", 0x21a0, REL }, { "twoheaduparrow", 0x219f, REL },
  { "twonotes", 0x266b, ORD }, { "uArr", 0x21d1, REL }, { "uarr", 0x2191, REL },
  { "ulcorner", 0x231c, OPEN }, { "unlhd", 0x22b4, BIN }, { "unrhd", 0x22b5, BIN },
  { "uparrow", 0x2191, REL }, { "updownarrow", 0x2195, REL }, { "updownarrows", 0x21c5, REL },
  { "updownharpoonleftright", 0x294d, REL }, { "upharpoonleft", 0x21bf, REL },
  { "upharpoonright", 0x21be, REL }, { "upint", 0x2a1b, INT }, { "uplus", 0x228e, BIN },
  { "upsilon", 0x03c5, ORD }, { "upuparrows", 0x21c8, REL }, { "upwhitearrow", 0x21e7, REL },
  { "urcorner", 0x231d, CLOSE }, { "vBar", 0x2ae8, REL }, { "vDash", 0x22a8, REL },
  { "vDdash", 0x2ae2, REL }, { "varDelta", 0x1d6e5, ORD }, { "varGamma", 0x1d6e4, ORD },
  { "varLambda", 0x1d6ec, ORD }, { "varOmega", 0x1d6fa, ORD }, { "varPhi", 0x1d6f7, ORD },
  { "varPi", 0x1d6f1, ORD }, { "varPsi", 0x1d6f9, ORD }, { "varSigma", 0x1d6f4, ORD },
  { "varTheta", 0x1d6e9, ORD }, { "varUpsilon", 0x1d6f6, ORD }, { "varXi", 0x1d6ef, ORD },
  { "varepsilon", 0x03b5, ORD }, { "varkappa", 0x03f0, ORD }, { "varnothing", 0x2205, ORD },
  { "varointclockwise", 0x2232, INT }, { "varphi", 0x03c6, ORD }, { "varpi", 0x03d6, ORD },
  { "varpropto", 0x221d, REL }, { "varrho", 0x03f1, ORD }, { "varsigma", 0x03c2, ORD },
  { "varsubsetneq", 0x228a, REL }, { "varsubsetneqq", 0x2acb, REL },
  { "varsupsetneq", 0x228b, REL }, { "varsupsetneqq", 0x2acc, REL }, { "vartheta", 0x03d1, ORD },
  { "vartriangle", 0x25b5, REL }, { "vartriangleleft", 0x22b2, REL },
  { "vartriangleright", 0x22b3, REL }, { "vcentcolon", 0x2236, REL }, { "vdash", 0x22a2, REL },
  { "vdots", 0x22ee, ORD }, { "vee", 0x2228, BIN }, { "veebar", 0x22bb, BIN },
  { "veedoublebar", 0x2a63, BIN }, { "veeeq", 0x225a, REL }, { "veeodot", 0x2a52, BIN },
  { "vert", 0x007c, ORD }, { "wedge", 0x2227, BIN }, { "wedgeodot", 0x2a51, BIN },
  { "wedgeq", 0x2259, REL }, { "weierp", 0x2118, ORD }, { "whitesquaretickleft", 0x27e4, BIN },
  { "whitesquaretickright", 0x27e5, BIN }, { "wp", 0x2118, ORD }, { "wr", 0x2240, BIN },
  { "xi", 0x03be, ORD }, { "xor", 0x22bb, BIN }, { "yen", 0x00a5, ORD }, { "zeta", 0x03b6, ORD },
  { "{", 0x007b, OPEN }, { "|", 0x2016, ORD }, { "}", 0x007d, CLOSE },
};

/* What \not makes of a relation, sorted. */
static const struct { guint16 plain, negated; } negations[] = {
  { 0x003c, 0x226e }, { 0x003d, 0x2260 }, { 0x003e, 0x226f }, { 0x2190, 0x219a },
  { 0x2192, 0x219b }, { 0x2194, 0x21ae }, { 0x21d0, 0x21cd }, { 0x21d2, 0x21cf },
  { 0x21d4, 0x21ce }, { 0x2203, 0x2204 }, { 0x2208, 0x2209 }, { 0x220b, 0x220c },
  { 0x2223, 0x2224 }, { 0x2225, 0x2226 }, { 0x223c, 0x2241 }, { 0x2243, 0x2244 },
  { 0x2245, 0x2247 }, { 0x2248, 0x2249 }, { 0x224d, 0x226d }, { 0x2261, 0x2262 },
  { 0x2264, 0x2270 }, { 0x2265, 0x2271 }, { 0x2272, 0x2274 }, { 0x2273, 0x2275 },
  { 0x2276, 0x2278 }, { 0x2277, 0x2279 }, { 0x227a, 0x2280 }, { 0x227b, 0x2281 },
  { 0x227c, 0x22e0 }, { 0x227d, 0x22e1 }, { 0x2282, 0x2284 }, { 0x2283, 0x2285 },
  { 0x2286, 0x2288 }, { 0x2287, 0x2289 }, { 0x2291, 0x22e2 }, { 0x2292, 0x22e3 },
  { 0x22a2, 0x22ac }, { 0x22a8, 0x22ad }, { 0x22a9, 0x22ae }, { 0x22ab, 0x22af },
  { 0x22b2, 0x22ea }, { 0x22b3, 0x22eb }, { 0x22b4, 0x22ec }, { 0x22b5, 0x22ed },
  { 0x2aaf, 0x22e0 }, { 0x2ab0, 0x22e1 },
};
/* clang-format on */

static int
compare_name (const void *key, const void *entry)
{
  return strcmp (key, ((const QingMathSymbol *) entry)->name);
}

/* Returns: (nullable): the symbol of the command \@name */
const QingMathSymbol *
qing_math_symbol_lookup (const char *name)
{
  return bsearch (name, symbols, G_N_ELEMENTS (symbols), sizeof symbols[0], compare_name);
}

const QingMathSymbol *
qing_math_symbol_list (guint *n_symbols)
{
  *n_symbols = G_N_ELEMENTS (symbols);
  return symbols;
}

/* Characters of the keyboard, and what has two names with different classes. */
static gboolean
classify_common (gunichar ch, QingMathSymbol *symbol)
{
  switch (ch)
    {
    case '(':
    case '[':
      symbol->klass = QING_MATH_CLASS_OPEN;
      return TRUE;
    case ')':
    case ']':
    case '!':
    case '?':
      symbol->klass = QING_MATH_CLASS_CLOSE;
      return TRUE;
    case ',':
    case ';':
      symbol->klass = QING_MATH_CLASS_PUNCT;
      return TRUE;
    case '=':
    case '<':
    case '>':
    case ':':
      symbol->klass = QING_MATH_CLASS_REL;
      return TRUE;
    case '+':
    case 0x2020:
    case 0x2021:
      symbol->klass = QING_MATH_CLASS_BIN;
      return TRUE;
    case '-':
    case 0x2212:
      symbol->ch = 0x2212;
      symbol->klass = QING_MATH_CLASS_BIN;
      return TRUE;
    case '*':
      symbol->ch = 0x2217;
      symbol->klass = QING_MATH_CLASS_BIN;
      return TRUE;
    case 0xb7:
      symbol->ch = 0x22c5;
      symbol->klass = QING_MATH_CLASS_BIN;
      return TRUE;
    default:
      return ch < 0x80;
    }
}

static int
compare_char (const void *a, const void *b)
{
  const QingMathSymbol *left = *(const QingMathSymbol *const *) a;
  const QingMathSymbol *right = *(const QingMathSymbol *const *) b;

  if (left->ch != right->ch)
    return left->ch < right->ch ? -1 : 1;
  return (int) left->klass - (int) right->klass;
}

/* The class of a character that was typed as itself. */
QingMathSymbol
qing_math_symbol_from_char (gunichar ch)
{
  static const QingMathSymbol *by_char[G_N_ELEMENTS (symbols)];
  static gsize sorted = 0;
  QingMathSymbol symbol = { NULL, ch, ORD };
  guint low = 0, high = G_N_ELEMENTS (symbols);

  if (classify_common (ch, &symbol))
    return symbol;

  if (g_once_init_enter (&sorted))
    {
      for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
        by_char[i] = &symbols[i];
      qsort (by_char, G_N_ELEMENTS (by_char), sizeof by_char[0], compare_char);
      g_once_init_leave (&sorted, 1);
    }

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (by_char[middle]->ch < ch)
        low = middle + 1;
      else
        high = middle;
    }
  if (low < G_N_ELEMENTS (by_char) && by_char[low]->ch == ch)
    symbol = *by_char[low];
  else if (ch >= 0x2190 && ch <= 0x21ff)
    symbol.klass = QING_MATH_CLASS_REL;
  return symbol;
}

/* Returns: the character for a negated @ch, or 0 when Unicode has none */
gunichar
qing_math_symbol_negate (gunichar ch)
{
  for (guint i = 0; i < G_N_ELEMENTS (negations); i++)
    if (negations[i].plain == ch)
      return negations[i].negated;
  return 0;
}

/* Whether \left, \right, \middle and \big take this character. */
gboolean
qing_math_symbol_is_delimiter (gunichar ch)
{
  static const gunichar others[] = { '|',    '/',    '\\',   0x2016, 0x2191, 0x2193, 0x2195,
                                     0x21d1, 0x21d3, 0x21d5, 0x2223, 0x2225, 0x23d0 };
  QingMathSymbol symbol = qing_math_symbol_from_char (ch);

  if ((symbol.klass == QING_MATH_CLASS_OPEN || symbol.klass == QING_MATH_CLASS_CLOSE) &&
      ch != '!' && ch != '?')
    return TRUE;
  if (ch == '{' || ch == '}')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] == ch)
      return TRUE;
  return FALSE;
}
