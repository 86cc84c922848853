CREATE TABLE t (
  a varchar(20) CHARACTER SET utf32,
  b varchar(20) CHARACTER SET ucs2 COLLATE ucs2_unicode_ci,
  c varchar(20) CHARACTER SET latin2,
  UNIQUE KEY a (a),
  UNIQUE KEY b (b),
  UNIQUE KEY c (c)
);
