-- a table as a person writes it
create table if not exists shop.Item ( # the goods
  id integer unsigned auto_increment key,
  sku nvarchar(20) unique not null,
  name character varying(50) binary,
  skip bool default true, /* reserved here */
  price dec(8,2), weight real, ratio float(30), note long varchar,
  code char(3) ascii, tag char byte, body text(70000), small blob(100),
  created timestamp default now() on update now(),
  index (name(10)), check (skip in (0, 1)),
  constraint unique index named (price asc)
) engine = innodb, default character set = utf8mb4, comment 'goods';
