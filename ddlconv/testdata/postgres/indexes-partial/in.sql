CREATE TABLE members (
    id integer PRIMARY KEY,
    email varchar(100) NOT NULL,
    team integer,
    deleted_at timestamp,
    active boolean DEFAULT true NOT NULL
);
CREATE UNIQUE INDEX members_email ON members (email) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX members_team ON members (team, email) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX members_active ON members (team) WHERE active;
CREATE UNIQUE INDEX members_odd ON members (team) WHERE odd(team);
CREATE INDEX members_deleted ON members (deleted_at) WHERE deleted_at IS NOT NULL;
