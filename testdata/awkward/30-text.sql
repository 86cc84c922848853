CREATE TABLE texts (
  id INT PRIMARY KEY,
  c CHAR(20), v VARCHAR(200), vn VARCHAR(20) NOT NULL DEFAULT '', tt TINYTEXT, t TEXT, mt MEDIUMTEXT, lt LONGTEXT
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO texts VALUES
  (1, '', '', '', '', '', '', ''),
  (2, NULL, NULL, '', NULL, NULL, NULL, NULL),
  (3, 'NULL', 'NULL', 'NULL', 'null', '\\N', '\\\\N', 'N'),
  (4, ' 前后空格 ', '  两端  ', ' ', ' ', '  ', '\t', '\n'),
  (5, '''单引号''', '"双引号"', '`反引号`', '\\反斜杠\\', '\\''\\"', '\'\\\'', '--; /* */ #'),
  (6, '\0', 'a\0b', '\0\0', '\Z\b\r\n\t', '\r\n', '\n\r', CHAR(1,2,3,4,5,6,7,8,11,12,14,31,127 USING utf8mb4)),
  (7, '😀👍🏽', '👨‍👩‍👧‍👦🏳️‍🌈🇨🇳', '𠮷𡃁𪚥', '㐂䶮龘', 'é é', 'ﷺ', '\u200b'),
  (8, CONVERT(0xEFBBBF USING utf8mb4), CONVERT(0xE2808BE281A0 USING utf8mb4), CONVERT(0xEFBFBFEFBFBE USING utf8mb4), CONVERT(0xF48FBFBF USING utf8mb4), CONVERT(0xF0908080 USING utf8mb4), CONVERT(0xC280 USING utf8mb4), CONVERT(0xE2808E USING utf8mb4)),
  (9, 'العربية', 'עברית ไทย हिन्दी', 'Ελληνικά', 'Кириллица', '日本語 한국어', 'Tiếng Việt', 'ÀÖßþÿ'),
  (10, '%_', '${x} {{.x}}', '?', ':name', '$1', '@v', '&lt;b&gt;');
INSERT INTO texts SELECT 100 + seq, CHAR(seq USING utf8mb4), CHAR(seq, seq, 39, seq USING utf8mb4), CHAR(92, seq USING utf8mb4), NULL, NULL, NULL, REPEAT(CHAR(seq USING utf8mb4), 300) FROM seq_0_to_127;

CREATE TABLE case_and_accents (v VARCHAR(20) PRIMARY KEY, n INT) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO case_and_accents VALUES ('a', 1), ('A', 2), ('ä', 3), ('Ä', 4), ('á', 5), ('ａ', 6), ('ß', 7), ('ss', 8), ('', 9), ('ı', 10), ('I', 11), ('i', 12), ('İ', 13);

CREATE TABLE latin1_text (id INT PRIMARY KEY, c CHAR(10), v VARCHAR(100), t TEXT) DEFAULT CHARSET=latin1 COLLATE=latin1_bin;
INSERT INTO latin1_text SELECT seq, CHAR(seq USING latin1), CONCAT('[', CHAR(seq USING latin1), ']'), REPEAT(CHAR(seq USING latin1), 50) FROM seq_0_to_255;

CREATE TABLE ascii_text (id INT PRIMARY KEY, c CHAR(10), v VARCHAR(100)) DEFAULT CHARSET=ascii COLLATE=ascii_bin;
INSERT INTO ascii_text SELECT seq, CHAR(seq USING ascii), CONCAT(CHAR(seq USING ascii), '.') FROM seq_0_to_127;

CREATE TABLE gbk_text (id INT PRIMARY KEY, c CHAR(10), v VARCHAR(100), t TEXT) DEFAULT CHARSET=gbk COLLATE=gbk_bin;
INSERT INTO gbk_text VALUES (1, '中文', '繁體字與簡体', '镕囧煊喆'), (2, CONVERT(0x815C USING gbk), CONVERT(0x835C8C5C USING gbk), CONVERT(0xA87C USING gbk)), (3, NULL, '', ' '), (4, '\\', '''', '"');

CREATE TABLE gb2312_text (id INT PRIMARY KEY, v VARCHAR(100)) DEFAULT CHARSET=gb2312 COLLATE=gb2312_bin;
INSERT INTO gb2312_text VALUES (1, '中华人民共和国'), (2, '，。《》'), (3, 'АБВαβγ');

CREATE TABLE big5_text (id INT PRIMARY KEY, c CHAR(10), v VARCHAR(100), t TEXT) DEFAULT CHARSET=big5 COLLATE=big5_bin;
INSERT INTO big5_text VALUES (1, '繁體中文', '許功蓋', '淚閱育程'), (2, CONVERT(0xA55C USING big5), CONVERT(0xB35CA55CBB5C USING big5), '一丁'), (3, '', NULL, '\\');

CREATE TABLE sjis_text (id INT PRIMARY KEY, c CHAR(10), v VARCHAR(100), t TEXT) DEFAULT CHARSET=sjis COLLATE=sjis_bin;
INSERT INTO sjis_text VALUES (1, '日本語', 'ソ能表十予', 'ｱｲｳカナ'), (2, CONVERT(0x835C USING sjis), CONVERT(0x955C9448 USING sjis), 'ひらがな'), (3, NULL, '', 'a');

CREATE TABLE cp932_text (id INT PRIMARY KEY, v VARCHAR(100)) DEFAULT CHARSET=cp932 COLLATE=cp932_bin;
INSERT INTO cp932_text VALUES (1, '①Ⅲ㈱髙﨑'), (2, 'ソ表');

CREATE TABLE ujis_text (id INT PRIMARY KEY, v VARCHAR(100)) DEFAULT CHARSET=ujis COLLATE=ujis_bin;
INSERT INTO ujis_text VALUES (1, '日本語EUC'), (2, 'ｶﾅ');

CREATE TABLE euckr_text (id INT PRIMARY KEY, v VARCHAR(100)) DEFAULT CHARSET=euckr COLLATE=euckr_bin;
INSERT INTO euckr_text VALUES (1, '한국어'), (2, '가나다라');

CREATE TABLE cp1251_text (id INT PRIMARY KEY, c CHAR(10), v VARCHAR(100), t TEXT) DEFAULT CHARSET=cp1251 COLLATE=cp1251_bin;
INSERT INTO cp1251_text VALUES (1, 'Привет', 'Ёлки №1', 'ЂЃѓЉЊЌЋЏ'), (2, '', 'яЯ', 'я');

CREATE TABLE one_byte_text (
  id INT PRIMARY KEY,
  g VARCHAR(20) CHARACTER SET greek, h VARCHAR(20) CHARACTER SET hebrew, k VARCHAR(20) CHARACTER SET koi8r,
  l2 VARCHAR(20) CHARACTER SET latin2, l5 VARCHAR(20) CHARACTER SET latin5, l7 VARCHAR(20) CHARACTER SET latin7,
  c1250 VARCHAR(20) CHARACTER SET cp1250, c1256 VARCHAR(20) CHARACTER SET cp1256, c1257 VARCHAR(20) CHARACTER SET cp1257,
  c850 VARCHAR(20) CHARACTER SET cp850, c852 VARCHAR(20) CHARACTER SET cp852, c866 VARCHAR(20) CHARACTER SET cp866,
  th VARCHAR(20) CHARACTER SET tis620, ar VARCHAR(20) CHARACTER SET armscii8, ge VARCHAR(20) CHARACTER SET geostd8
);
INSERT INTO one_byte_text VALUES
  (1, 'Αθήνα', 'שלום', 'Москва', 'Łódź', 'İstanbul', 'Šķūņu', 'Příliš', 'مرحبا', 'Ąžuolas', 'Café', 'Žluťoučký', 'Привет', 'สวัสดี', 'Հայերեն', 'ქართული');

CREATE TABLE utf8mb3_text (id INT PRIMARY KEY, c CHAR(10), v VARCHAR(100), t TEXT) DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_bin;
INSERT INTO utf8mb3_text VALUES (1, '中文', 'ﷺ€', '漢字'), (2, '', NULL, ' ');

CREATE TABLE wide_text (id INT PRIMARY KEY, u2 VARCHAR(50) CHARACTER SET ucs2, u16 VARCHAR(50) CHARACTER SET utf16, u16le VARCHAR(50) CHARACTER SET utf16le, u32 VARCHAR(50) CHARACTER SET utf32);
INSERT INTO wide_text VALUES (1, '中文 "引号"', '😀𠮷', '😀𠮷', '😀𠮷'), (2, '', NULL, '\\', ''''), (3, 'a', 'b', 'c', '\0');

CREATE TABLE mixed_text (
  id INT PRIMARY KEY,
  u VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, g VARCHAR(50) CHARACTER SET gbk, l VARCHAR(50) CHARACTER SET latin1,
  b VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, e ENUM('甲','乙') CHARACTER SET gbk, s SET('é','ü') CHARACTER SET latin1
) DEFAULT CHARSET=utf8mb4;
INSERT INTO mixed_text VALUES (1, '汉😀', '汉', 'é', '汉', '乙', 'é,ü'), (2, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE members (
  id INT PRIMARY KEY,
  e ENUM('', '小', '中', '大', 'it''s', 'a"b', 'back\\slash', ' 空 ', 'NULL', '0', '1'),
  s SET('红', '绿', '蓝', 'x y', 'it''s', '0'),
  s64 SET('a0','a1','a2','a3','a4','a5','a6','a7','a8','a9','b0','b1','b2','b3','b4','b5','b6','b7','b8','b9','c0','c1','c2','c3','c4','c5','c6','c7','c8','c9','d0','d1','d2','d3','d4','d5','d6','d7','d8','d9','e0','e1','e2','e3','e4','e5','e6','e7','e8','e9','f0','f1','f2','f3','f4','f5','f6','f7','f8','f9','g0','g1','g2','g3')
);
INSERT INTO members SELECT seq, seq, seq, seq FROM seq_1_to_11;
INSERT INTO members VALUES (20, NULL, NULL, NULL), (21, '0', '', ''), (22, '1', 63, 18446744073709551615), (23, '', '0', 9223372036854775808);

CREATE TABLE documents (id INT PRIMARY KEY, j JSON, l LONGTEXT);
INSERT INTO documents VALUES
  (1, '{}', '{}'), (2, '[]', '[]'), (3, 'null', 'null'), (4, NULL, NULL), (5, '"文字\\u4e2d\\n😀"', ''), (6, '0', ''), (7, 'true', ''),
  (8, '{"b": 1, "a": 2, "键 名": {"嵌套": [1, 2.5, -3e10, null, false, ""]}}', ''),
  (9, '  {  "空白"  :  [ 1 ,2 ]  }  ', ''), (10, '9007199254740993', ''), (11, '18446744073709551615', ''), (12, '-9223372036854775808', ''),
  (13, '{"quote": "\\"", "back": "\\\\", "slash": "/", "tab": "\\t"}', ''), (14, '[[[[[[[[[[1]]]]]]]]]]', '');
