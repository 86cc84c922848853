SET ECHO ON
@tables/customers.sql
@@grants
START views.sql "secret word"
@"with blank/seed.sql" scott tiger
GET buffer.sql
EXEC DBMS_STATS.GATHER_TABLE_STATS('HR', 'JOBS');
EXECUTE init_all
CALL app_pkg.create_tables(1);
HOST rm -f /tmp/log
!ls -l
$dir
CREATE TABLE JOBS (ID NUMBER(5) PRIMARY KEY);
/
EXIT
