CREATE TABLE `select` (`select` INT PRIMARY KEY, `from` VARCHAR(10), `where` INT, `group` INT, `order` INT, `key` INT, `index` INT, `primary` INT, `table` INT, `limit` INT);
INSERT INTO `select` VALUES (1, 'a', 2, 3, 4, 5, 6, 7, 8, 9);

CREATE TABLE `with space` (`a b` INT PRIMARY KEY, ` leading` INT, `tab	inside` INT);
INSERT INTO `with space` VALUES (1, 2, 3);

CREATE TABLE `quote'single` (`it's` INT PRIMARY KEY, `a''b` INT);
INSERT INTO `quote'single` VALUES (1, 2);

CREATE TABLE `quote"double` (`say "x"` INT PRIMARY KEY, `"` INT);
INSERT INTO `quote"double` VALUES (1, 2);

CREATE TABLE `back``quote` (`a``b` INT PRIMARY KEY, ```` INT);
INSERT INTO `back``quote` VALUES (1, 2);

CREATE TABLE `back\slash` (`a\b` INT PRIMARY KEY, `\` INT);
INSERT INTO `back\slash` VALUES (1, 2);

CREATE TABLE `per%cent?#@$!~^&*()-+={}[]|:<>,` (`%s` INT PRIMARY KEY, `?` INT, `;` INT, `--` INT, `/*` INT);
INSERT INTO `per%cent?#@$!~^&*()-+={}[]|:<>,` VALUES (1, 2, 3, 4, 5);

CREATE TABLE `dot.ted/slash` (`a.b` INT PRIMARY KEY, `1` INT, `1e5` INT);
INSERT INTO `dot.ted/slash` VALUES (1, 2, 3);

CREATE TABLE `2024` (`2024` INT PRIMARY KEY, `0x1F` INT);
INSERT INTO `2024` VALUES (1, 2);

CREATE TABLE `订单 明细（“2024”年）` (`编号` INT PRIMARY KEY, `客户 姓名` VARCHAR(20), `金额￥` DECIMAL(10,2));
INSERT INTO `订单 明细（“2024”年）` VALUES (1, '张三', 12.50), (2, '', NULL);

-- 64 characters are as many as a name has; more than 46 Chinese ones do not fit into
-- the name of MariaDB's file.
CREATE TABLE `一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六abcdefghijklmnopqr` (
  `一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四` INT PRIMARY KEY,
  `b` VARCHAR(10),
  KEY `索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引索引` (`b`)
);
INSERT INTO `一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六abcdefghijklmnopqr` VALUES (1, '长'), (2, NULL);

CREATE TABLE `Ünïcödé` (`Straße` INT PRIMARY KEY, `ñ` VARCHAR(5));
INSERT INTO `Ünïcödé` VALUES (1, 'ü');
