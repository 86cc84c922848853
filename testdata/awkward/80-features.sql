CREATE TABLE invisible_columns (id INT PRIMARY KEY, shown INT, hidden INT INVISIBLE DEFAULT 7);
INSERT INTO invisible_columns (id, shown, hidden) VALUES (1, 2, 3), (2, NULL, NULL);

CREATE TABLE compressed_columns (id INT PRIMARY KEY, t TEXT COMPRESSED, b BLOB COMPRESSED, v VARCHAR(500) COMPRESSED);
INSERT INTO compressed_columns VALUES (1, REPEAT('压缩', 3000), REPEAT('\0', 5000), REPEAT('x', 500)), (2, NULL, '', '');

CREATE TABLE checked (
  id INT PRIMARY KEY, a INT CHECK (a > 0), b VARCHAR(20) CHECK (b LIKE '是%'), c DATE,
  CONSTRAINT `检查 范围` CHECK (a < 1000 AND c >= '2000-01-01')
);
INSERT INTO checked VALUES (1, 5, '是的', '2024-01-01'), (2, NULL, NULL, NULL);

CREATE TABLE indexed (
  id INT PRIMARY KEY, t TEXT, b BLOB, v VARCHAR(255), p POINT NOT NULL, d INT,
  KEY prefix_t (t(20)), KEY prefix_b (b(10)), KEY mixed (v(10), d), UNIQUE KEY one (v, d), FULLTEXT KEY words (t), SPATIAL KEY places (p)
);
INSERT INTO indexed SELECT seq, CONCAT('全文 索引 ', seq), CHAR(seq), CONCAT('v', seq), Point(seq, -seq), seq FROM seq_1_to_200;

CREATE TABLE placed (id INT PRIMARY KEY, p POINT, g GEOMETRY);
INSERT INTO placed VALUES (1, ST_GeomFromText('POINT(116.4 39.9)', 4326), ST_GeomFromText('LINESTRING(0 0,1 1)', 3857)), (2, ST_GeomFromText('POINT(1 2)'), NULL);

CREATE TABLE not_the_key (id INT NOT NULL AUTO_INCREMENT, code VARCHAR(10) NOT NULL, PRIMARY KEY (code), UNIQUE KEY (id));
INSERT INTO not_the_key VALUES (5, 'a'), (3, 'b'), (0, 'c');

CREATE TABLE second_auto (region INT NOT NULL, id INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (region, id), KEY (id));
INSERT INTO second_auto VALUES (1, 1), (1, 2), (2, 1), (2, 3);

CREATE TABLE commented (id INT PRIMARY KEY COMMENT '编号：''引号''、\\、换行\n、"双"', v INT COMMENT '') COMMENT='表注释 ''x'' ; -- 不是注释';
INSERT INTO commented VALUES (1, 1);

CREATE TABLE expression_defaults (id INT PRIMARY KEY, u VARCHAR(36) DEFAULT (UUID()), n INT DEFAULT (1 + 2), t TEXT DEFAULT '文', j JSON DEFAULT '{}', d DATE DEFAULT (CURRENT_DATE));
INSERT INTO expression_defaults VALUES (1, 'a', 1, 'b', '[]', '2024-01-01'), (2, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE mariadb_addresses (id INT PRIMARY KEY, i4 INET4, i6 INET6);
INSERT INTO mariadb_addresses VALUES (1, '192.168.0.1', '::ffff:1.2.3.4'), (2, '0.0.0.0', 'fe80::1'), (3, '255.255.255.255', NULL);

CREATE TABLE wide_rows (id INT PRIMARY KEY, a VARCHAR(5000), b VARCHAR(5000), c VARCHAR(5000)) DEFAULT CHARSET=utf8mb4;
INSERT INTO wide_rows SELECT seq, REPEAT('宽', 5000), REPEAT('😀', 5000), REPEAT('x', 5000) FROM seq_1_to_50;

CREATE TABLE subparted (id INT NOT NULL, d DATE NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE);
INSERT INTO subparted SELECT seq, DATE '2018-01-01' + INTERVAL seq DAY FROM seq_1_to_1000;

CREATE TABLE parted_columns (c VARCHAR(10) NOT NULL, d DATE NOT NULL, PRIMARY KEY (c, d)) PARTITION BY RANGE COLUMNS (d) (PARTITION p0 VALUES LESS THAN ('2020-01-01'), PARTITION p1 VALUES LESS THAN (MAXVALUE));
INSERT INTO parted_columns SELECT CONCAT('c', seq), DATE '2019-06-01' + INTERVAL seq DAY FROM seq_1_to_500;
