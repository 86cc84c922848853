-- Every spelling of a type, and what a column says of itself.
CREATE TABLE numbers (
  a int1, b int2 unsigned, c int3, d int4, e int8 unsigned, f middleint,
  g bool default true, h boolean not null default 0, i bit, j bit(9) default b'101', k bit(4) default 5,
  l dec, m dec(7) default 1.5, n numeric(12,4) default '-3.25', o fixed(5,1) default .5,
  p real, q double precision, r float(10), s float(30), t float(7,3) default 1.25, u double(9,2) unsigned,
  v integer(5) zerofill, w tinyint(1) default '1', x bigint default -9223372036854775808,
  y float default 1e3, z decimal(10,2) default 7, aa int default 0x1F
);
CREATE TABLE strings (
  a char, b char(3) default 'x', c character(5), d character varying(10), e national char(4), f nchar(2), g nvarchar(9),
  h varchar(20) default '', i varchar(30) default 'it''s \\ "so"', j long, k long varchar, l text(100), m text(300), n text(70000), o text(20000000),
  p varchar(10) character set latin1 collate latin1_general_cs, q char(5) character set ascii, r varchar(9) binary, s text character set gbk,
  t enum('a','b''c','d,e') default 'b''c', u set('x','y') default 'x,y', v tinytext, w mediumtext, x longtext, y varchar(5) default '0', z varchar(8) default 'NULL',
  aa varchar(30) default 'CURRENT_TIMESTAMP', ab char(2) default 12, ac char(0)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='a \'table\' of "strings"';
CREATE TABLE bytes_ (
  a binary, b binary(3), c varbinary(10) default 'ab', d blob(100), e blob(300), f blob(70000), g tinyblob, h mediumblob, i longblob, j long varbinary,
  k varbinary(4) default x'4142'
);
CREATE TABLE times (
  a date default '2001-02-03', b time default '10:11:12', c time(3), d datetime default '0000-00-00 00:00:00', e datetime(6) default '2001-02-03 04:05:06.123456',
  f timestamp null default null, g timestamp not null default current_timestamp on update current_timestamp,
  h datetime default now() on update now(), i datetime(3) default current_timestamp(3) on update current_timestamp(3), j year default 2001, k year(4),
  l datetime default localtime, m timestamp(6) not null default now(6), n date default '0000-00-00', o datetime default 20010203040506, p timestamp not null default '2001-02-03 04:05:06'
);
CREATE TABLE counted (id SERIAL, name varchar(20) UNIQUE KEY COMMENT 'the name', note text COMMENT 'a\nb', INDEX (note(20))) AUTO_INCREMENT=100;
CREATE TABLE keyed (
  a int, b varchar(300), c text, d int unique, e int key, f int, g varchar(20) not null, h varchar(20),
  index (a), index (a), unique (b(100)), key named using btree (f, a), fulltext ft (g, h), unique key (f, g), key last (a) comment 'last one'
) ENGINE=MyISAM;
CREATE TABLE nulls (a int null, b int, c varchar(5), d int default null, e int not null, primary key (b, c));
CREATE TABLE shapes (id int primary key, p point not null, g geometry, l linestring, m multipolygon, spatial index (p));
CREATE TABLE made (
  a int, b int generated always as (a * 2) stored, c int as (a + 1) virtual, d varchar(20) as (concat('x', a)) persistent comment 'made', e int check (e > 0),
  constraint limits check (a between 1 and 10 and e <> 5)
);
CREATE TABLE docs (id int primary key, doc json, other json not null default '{}');
