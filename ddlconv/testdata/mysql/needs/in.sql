CREATE TABLE made (id int, n int);
CREATE FUNCTION doubled(x int) RETURNS int RETURN x * 2;
CREATE VIEW calls AS SELECT `doubled`(id) AS a, doubled(n) AS b, ifnull(n, 0) AS c FROM made;
CREATE VIEW calls_none AS SELECT `nowhere`(id) AS a FROM made;
CREATE VIEW calls_other AS SELECT other.f(id) AS a FROM made;
CREATE VIEW calls_lacking AS SELECT median(id) AS a FROM made;
CREATE VIEW calls_unquoted AS SELECT nowhere(id) AS a FROM made;
CREATE VIEW calls_own AS WITH c (p, q) AS (SELECT 1, 2) SELECT count(*), cast(p AS decimal(10,2)), (p) IN (1), sum(p) OVER (PARTITION BY q) FROM (c) JOIN (SELECT 1 AS q) z USING (q) WHERE EXISTS (SELECT 1) GROUP BY (p);
CREATE VIEW whole AS TABLE made;
CREATE VIEW wholes (i, j) AS (TABLE made ORDER BY n) UNION ALL TABLE made;
CREATE VIEW listed (`a`, `b`) AS WITH `c` (`x`) AS (SELECT id FROM made) SELECT x, 1 FROM c;
CREATE VIEW behind AS SELECT a FROM calls_none;
CREATE TRIGGER logs AFTER INSERT ON made FOR EACH ROW INSERT INTO `log` (`id`) VALUES (NEW.id);
CREATE FUNCTION counts() RETURNS int RETURN (SELECT count(*) FROM nothing);
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO CALL nope(1);
DELIMITER ;;
CREATE PROCEDURE fine()
BEGIN
  DECLARE done int DEFAULT 0;
  DECLARE rows_of CURSOR FOR SELECT id FROM made;
  CREATE TEMPORARY TABLE IF NOT EXISTS work (id int, KEY `k` (`id`));
  OPEN rows_of;
  FETCH NEXT FROM rows_of INTO done;
  INSERT INTO work (id) SELECT extract(YEAR FROM now()) FROM made;
  DELETE m FROM made m JOIN work w ON w.id = m.id;
  DELETE FROM m USING made AS m;
  CALL dbms_stats.gather_table_stats('d', 'made');
  SELECT table_name FROM information_schema.tables;
  WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < 3) SELECT * FROM r;
END;;
CREATE PROCEDURE broken()
BEGIN
  UPDATE made JOIN gone ON gone.id = made.id SET made.n = 1;
  SELECT json_query(gone.d, '$') FROM performance_schema.threads;
END;;
DELIMITER ;
