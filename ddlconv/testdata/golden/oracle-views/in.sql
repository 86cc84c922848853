CREATE TABLE staff (id NUMBER(6) PRIMARY KEY, first_name VARCHAR2(20), boss NUMBER(6), hired DATE);
CREATE OR REPLACE FORCE EDITIONABLE VIEW "HR"."STAFF_V" ("ID", "NAME") AS
  SELECT s.id, NVL(s.first_name, '-') || '!' FROM hr.staff s WHERE s.hired > SYSDATE - 30 WITH READ ONLY;
CREATE VIEW kinds AS SELECT id, DECODE(boss, NULL, 'head', 'hand') kind, TO_CHAR(hired, 'YYYY-MM') AS month FROM staff MINUS SELECT 0, 'x', 'y' FROM dual;
CREATE VIEW newest AS SELECT id FROM staff ORDER BY hired DESC OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY;
CREATE VIEW tree AS SELECT id FROM staff CONNECT BY PRIOR id = boss;
CREATE VIEW outer_old AS SELECT s.id FROM staff s, staff b WHERE s.boss = b.id (+);
CREATE VIEW objects OF staff_typ WITH OBJECT OID (id) AS SELECT id FROM staff;
CREATE VIEW unknown AS SELECT a FROM elsewhere;
CREATE VIEW newest AS SELECT 1 one FROM dual;
COMMENT ON TABLE newest IS 'a view has no comment';
