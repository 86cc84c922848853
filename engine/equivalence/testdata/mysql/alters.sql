-- Tables that are changed by later statements, as phpMyAdmin and migrations do.
CREATE TABLE one (id int not null, a varchar(10) default 'x', b text, c int) DEFAULT CHARSET=latin1;
ALTER TABLE one ADD PRIMARY KEY (id), ADD KEY ka (a), ADD UNIQUE KEY kc (c);
ALTER TABLE one MODIFY id int not null AUTO_INCREMENT, AUTO_INCREMENT=7;
ALTER TABLE one ADD COLUMN first_one int FIRST, ADD COLUMN after_a varchar(5) not null default '' AFTER a, ADD last_one date;
ALTER TABLE one CHANGE b body mediumtext COMMENT 'was b', ALTER COLUMN c SET DEFAULT 5;
ALTER TABLE one ALTER a DROP DEFAULT;
CREATE TABLE two (id int primary key, a varchar(10), b text, c tinytext, d char(3) character set ascii) DEFAULT CHARSET=latin1;
ALTER TABLE two CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE three (id int primary key, a varchar(10)) DEFAULT CHARSET=latin1;
ALTER TABLE three DEFAULT CHARACTER SET utf8mb4, COMMENT = 'changed';
ALTER TABLE three ADD b varchar(10);
CREATE TABLE four LIKE one;
ALTER TABLE four DROP COLUMN first_one, DROP INDEX ka, RENAME INDEX kc TO kd, RENAME COLUMN last_one TO ended;
CREATE INDEX later ON four (body(10), ended);
CREATE UNIQUE INDEX once ON four (after_a);
DROP INDEX once ON four;
RENAME TABLE four TO renamed;
CREATE TABLE five (a int, b int, c int, primary key (a), key k (b, c), unique u (c));
ALTER TABLE five DROP PRIMARY KEY, ADD PRIMARY KEY (b, a);
ALTER TABLE five DROP COLUMN c;
ALTER TABLE five RENAME TO five_b;
CREATE TABLE parents (id int primary key, code varchar(10), unique (code)) DEFAULT CHARSET=utf8mb4;
CREATE TABLE children (
  id int primary key, parent_id int, code varchar(10), up int,
  foreign key (parent_id) references parents (id) on delete cascade on update cascade,
  constraint by_code foreign key (code) references parents (code) on delete set null,
  foreign key self (up) references children (id) on update no action
) DEFAULT CHARSET=utf8mb4;
ALTER TABLE children ADD COLUMN more int, ADD CONSTRAINT more_fk FOREIGN KEY (more) REFERENCES parents (id);
ALTER TABLE children ADD FOREIGN KEY (more) REFERENCES parents (id) ON DELETE SET NULL;
ALTER TABLE children DROP FOREIGN KEY more_fk;
ALTER TABLE children MODIFY COLUMN code varchar(10) AFTER up;
CREATE TABLE dropped (a int);
DROP TABLE IF EXISTS dropped;
CREATE TABLE if not exists one (z int);
ALTER TABLE parents ADD COLUMN (x int, y int not null default 3);
ALTER TABLE parents ADD CONSTRAINT positive CHECK (x > 0), ALTER COLUMN y SET DEFAULT 4;
ALTER TABLE parents ORDER BY x;
ALTER TABLE parents ADD INDEX IF NOT EXISTS kx (x);
