-- Roles, schemas and rights of a PostgreSQL database for Proximity.
--
--   createdb proximity
--   psql --dbname=proximity --file=sql/postgres/bootstrap.sql      as an administrator, as often as you like
--   psql --dbname=proximity --command='\password proximity'        and the same for the other two
--
-- | role             | for                                                      | may                                    |
-- |------------------|----------------------------------------------------------|----------------------------------------|
-- | proximity        | `proximity build`, Dagster, dbt; owns all schemas        | create and change what is in them      |
-- | proximity_loader | machines that only load rounds, while others build marts | read and write the rows of `staging`   |
-- | bi_reader        | Metabase, Superset, Grafana, the web pages               | read `marts`, whatever is in it by then |
--
-- Nobody else may even connect. Running it again puts back every right that is written here, and takes over what another
-- user has built in the three schemas before. It removes nothing that holds data.
--
-- The administrator is a superuser, or has CREATEROLE and owns the database. A role without a password cannot log in
-- where passwords are asked for. Scripts hand passwords over in the environment (BOOTSTRAP_OWNER_PASSWORD,
-- BOOTSTRAP_LOADER_PASSWORD, BOOTSTRAP_READER_PASSWORD): `\password` is better, because it never shows them to the server.
-- `--set=statement_timeout=2min` gives readers more time than half a minute.

\set ON_ERROR_STOP on
\getenv owner_password BOOTSTRAP_OWNER_PASSWORD
\getenv loader_password BOOTSTRAP_LOADER_PASSWORD
\getenv reader_password BOOTSTRAP_READER_PASSWORD
\if :{?statement_timeout}
\else
  \set statement_timeout 30s
\endif

BEGIN;
SET LOCAL client_min_messages = warning;

-- Roles -----------------------------------------------------------------------------------------------------------

SELECT format('CREATE ROLE %I', wanted.name)
FROM (VALUES ('proximity'), ('proximity_loader'), ('bi_reader')) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name)
\gexec

ALTER ROLE proximity LOGIN;
ALTER ROLE proximity_loader LOGIN;
ALTER ROLE bi_reader LOGIN;

\if :{?owner_password}
  ALTER ROLE proximity PASSWORD :'owner_password';
\endif
\if :{?loader_password}
  ALTER ROLE proximity_loader PASSWORD :'loader_password';
\endif
\if :{?reader_password}
  ALTER ROLE bi_reader PASSWORD :'reader_password';
\endif

-- The administrator acts for the owner below.
SELECT NOT rolsuper AS is_no_superuser FROM pg_roles WHERE rolname = current_user
\gset
\if :is_no_superuser
  GRANT proximity TO CURRENT_USER;
\endif

-- Database: what PostgreSQL gives to everybody is taken back ------------------------------------------------------

REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC, proximity_loader, bi_reader;
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE :"DBNAME" TO proximity;
GRANT CONNECT, TEMPORARY ON DATABASE :"DBNAME" TO proximity_loader;
GRANT CONNECT ON DATABASE :"DBNAME" TO bi_reader;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

\if :is_no_superuser
\else
  -- Large objects are rows that everybody may write, whatever the rights on tables.
  REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
\endif

-- Schemas and what is in them belong to the owner -----------------------------------------------------------------

SELECT format('CREATE SCHEMA IF NOT EXISTS %I', wanted.name)
FROM (VALUES ('staging'), ('intermediate'), ('marts')) AS wanted (name)
\gexec

SELECT format('ALTER SCHEMA %I OWNER TO proximity', nspname)
FROM pg_namespace
WHERE nspname IN ('staging', 'intermediate', 'marts') AND nspowner <> 'proximity'::regrole
\gexec

-- ALTER TABLE is for views, too.
SELECT format('ALTER TABLE %s OWNER TO proximity', pg_class.oid::regclass)
FROM pg_class
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname IN ('staging', 'intermediate', 'marts') AND relkind IN ('r', 'p', 'v', 'm') AND relowner <> 'proximity'::regrole
\gexec

-- Rights on what is there, and on what will be --------------------------------------------------------------------

SET LOCAL ROLE proximity;

REVOKE ALL ON SCHEMA staging, intermediate, marts FROM PUBLIC, proximity_loader, bi_reader;
REVOKE ALL ON ALL TABLES IN SCHEMA staging, intermediate, marts FROM PUBLIC, proximity_loader, bi_reader;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC;

GRANT USAGE ON SCHEMA staging TO proximity_loader;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA staging TO proximity_loader;
ALTER DEFAULT PRIVILEGES IN SCHEMA staging GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO proximity_loader;

GRANT USAGE ON SCHEMA marts TO bi_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA marts TO bi_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA marts GRANT SELECT ON TABLES TO bi_reader;

RESET ROLE;

-- How readers read ------------------------------------------------------------------------------------------------

ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET search_path = marts;
ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET timezone = 'UTC';
-- All statements of a transaction see one state of the marts, also if a build ends in between.
ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET default_transaction_isolation = 'repeatable read';
ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET default_transaction_read_only = on;
ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET statement_timeout = :'statement_timeout';
-- A table of this warehouse is small for PostgreSQL, which by itself starts a second process for far larger ones; a
-- dashboard that counts some hundred thousand rows is answered in half the time with one.
ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET parallel_setup_cost = 100;
ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET parallel_tuple_cost = 0.01;
ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET min_parallel_table_scan_size = '64kB';
ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET min_parallel_index_scan_size = '64kB';
-- A forgotten transaction would keep the rows of replaced rounds on disk.
ALTER ROLE bi_reader IN DATABASE :"DBNAME" SET idle_in_transaction_session_timeout = '10min';

COMMIT;
