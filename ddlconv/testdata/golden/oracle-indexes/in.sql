CREATE TABLE books (
  id NUMBER(9) PRIMARY KEY, title VARCHAR2(200), lang CHAR(2), added DATE, body CLOB, price NUMBER(8,2)
);
CREATE BITMAP INDEX books_lang ON books (lang);
CREATE INDEX books_title ON books (UPPER(title)) TABLESPACE users NOLOGGING;
CREATE INDEX books_added ON books (TRUNC(added)) COMPRESS 1;
CREATE INDEX books_price ON books (price DESC, 0);
CREATE UNIQUE INDEX books_once ON books (CASE WHEN lang = 'en' THEN title END);
CREATE INDEX books_reverse ON books (title) REVERSE;
CREATE INDEX books_hidden ON books (added, price) INVISIBLE;
CREATE INDEX books_body ON books (body) INDEXTYPE IS CTXSYS.CONTEXT;
CREATE INDEX books_ngram ON books (title) INDEXTYPE IS my_types.ngram;
CREATE INDEX books_sys ON books (SYS_OP_MAP_NONNULL(title));
CREATE INDEX nowhere_ix ON nowhere (a);
CREATE INDEX books_gone ON books (lang, price);
DROP INDEX books_gone;
