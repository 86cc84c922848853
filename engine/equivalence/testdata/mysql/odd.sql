-- What is seldom written, and what the kernel passes over without a word.
/*!40101 SET NAMES utf8mb4 */;
/*!40101 SET @saved_cs_client = @@character_set_client */;
CREATE TABLE `Order` (`key` int primary key, `fork` int, `skip` int, `a b` int, `x.y` int, `q``t` int, `数量` int comment '', `Select` int, index `in dex` (`a b`, `x.y`)) COMMENT '订单';
CREATE TABLE `Lines` (id int primary key, o int, constraint `to order` foreign key (o) references `order` (`key`) match full on update set null) COMMENT '';
CREATE TABLE marks (
  a enum('a ','B','') default '', b set('x') default '', c bit(64) default b'', d int unsigned zerofill default 007, e decimal(5) default -0.4, f decimal(65,30),
  g timestamp(6) null on update current_timestamp(6), h datetime on update current_timestamp, i varchar(36) default (uuid()), j int default (1 + 2), k datetime default (now() + interval 1 day),
  l text default 'some', m blob default 'x', n float default -0.0, o double default 1.5e-7, p varchar(10) default ' a ', q char(4) default 'a ', r bigint unsigned default 18446744073709551615,
  s varchar(10) default "it's", t varchar(9) default '\\', u varchar(9) default '(x)', v varchar(20) default 'A (b)', w time default '-12:00:00', x date default 20010203
);
CREATE TABLE sorted (a int, b int, c varchar(20), primary key (a desc), key kb (b desc, a), unique key kc (c(5) desc), key ki (b) ignored) ;
CREATE TABLE unseen (a int, b int invisible default 5, c varchar(100) compressed, d text compressed default null);
CREATE TABLE raw_ (a varchar(10) character set binary, b char(3) character set binary, c text character set binary, d enum('x') character set binary) ;
CREATE TABLE raw_too (a varchar(10), b text, c char(2) character set latin1) DEFAULT CHARSET=binary;
CREATE TABLE wide_ (a varchar(16000), b char(255), c varbinary(40000)) DEFAULT CHARSET=latin1;
CREATE TABLE wider (a varchar(16383)) DEFAULT CHARSET=utf8mb4;
CREATE TABLE groups_ (grp enum('fish','bird') not null, id int not null auto_increment, primary key (grp, id)) ENGINE=MyISAM;
CREATE TABLE twice (a int, unique (a), unique (a), key (a), constraint c unique (a));
CREATE TABLE checked (a int check (a > 1), b int, constraint same check (b > 1));
CREATE TABLE checked_too (a int check (a > 1), b int, constraint same check (b > 1));
CREATE TABLE chained (a int, b int as (a * 2) virtual, c int as (b + 1) virtual, d date, e int as (year(d)) stored, key kb (b), unique ke (e));
CREATE TABLE by_part (a int, b date not null comment 'when', key (a)) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 STATS_PERSISTENT=0 COMMENT='cut'
/*!50100 PARTITION BY RANGE (to_days(b))
(PARTITION p0 VALUES LESS THAN (730485) COMMENT = 'old' ENGINE = InnoDB,
 PARTITION p1 VALUES LESS THAN MAXVALUE COMMENT = 'new' ENGINE = InnoDB) */;
CREATE TABLE linear_ (a int) PARTITION BY LINEAR HASH (a) PARTITIONS 4;
CREATE TABLE linear_key (a int) PARTITION BY LINEAR KEY (a) PARTITIONS 4;
CREATE TABLE years_ (a year(4), b year default 0, c tinyint(4) unsigned, d smallint(6), e mediumint(9) unsigned zerofill);
CREATE TABLE spaced (g geometry not null, p point not null, spatial key (g), spatial key sp (p)) ENGINE=MyISAM;
CREATE TABLE words_ (a varchar(100), b text, c varchar(100) character set latin1, fulltext (a), fulltext key ab (a, b));
CREATE TABLE history (a int) WITH SYSTEM VERSIONING;
