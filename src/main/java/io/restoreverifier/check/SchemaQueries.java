package io.restoreverifier.check;

import java.util.List;

/**
 * What a schema consists of, as queries of PostgreSQL's catalogs (13 and newer). Each answers facts: an object, such as
 * {@code column public.invoices.total}, and what is said of it. Nothing in them depends on numbers that a restore gives
 * out, or on the order in which it makes things.
 *
 * <p>Left out: what extensions and the system keep; partitions, which come and go by the month, with all that is theirs;
 * the canary; options of foreign servers and users, which hold passwords.
 */
final class SchemaQueries {
    private SchemaQueries() {}

    /** Everything is written out the same, whatever the database has set for itself. */
    static final List<String> SETTINGS = List.of(
            "set search_path = pg_catalog",
            "set timezone = 'UTC'",
            "set datestyle = 'ISO, YMD'",
            "set intervalstyle = 'postgres'",
            "set extra_float_digits = 1",
            "set bytea_output = 'hex'",
            "set quote_all_identifiers = off");

    /** Of the users' own: for all queries. */
    static final String OWN = """
        with ns as (
          select oid, nspname, nspowner, nspacl from pg_namespace
          where nspname !~ '^pg_' and nspname not in ('information_schema', 'restore_verifier') and not exists (
            select from pg_depend d where d.classid = 'pg_namespace'::regclass and d.objid = pg_namespace.oid and d.deptype = 'e')
        ), rel as (
          select c.*, quote_ident(ns.nspname) || '.' || quote_ident(c.relname) as name
          from pg_class c join ns on ns.oid = c.relnamespace
          where not c.relispartition and c.relname <> 'restore_verifier_canary' and not exists (
            select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        ), tab as (
          select * from rel where relkind in ('r', 'p', 'v', 'm', 'f')
        ), fun as (
          select p.*, quote_ident(ns.nspname) || '.' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name
          from pg_proc p join ns on ns.oid = p.pronamespace
          where not exists (
            select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i'))
        ), typ as (
          select t.*, quote_ident(ns.nspname) || '.' || quote_ident(t.typname) as name
          from pg_type t join ns on ns.oid = t.typnamespace
          where t.typtype in ('e', 'd', 'r', 'c', 'b') and t.typelem = 0
            and (t.typrelid = 0 or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
            and not exists (
              select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
        )
        """;

    static List<String> all() {
        return List.of(
                TableQueries.tables(),
                TableQueries.columns(),
                TableQueries.constraints(),
                TableQueries.indexes(),
                TableQueries.sequences(),
                functions(),
                types(),
                TableQueries.triggers(),
                TableQueries.policies(),
                grants(),
                comments(),
                others());
    }

    /** What a function does stands here as a digest: its text may be long, and hold what is no business of a reference. */
    private static String functions() {
        return OWN + """
            select case prokind when 'p' then 'procedure ' when 'a' then 'aggregate ' else 'function ' end || name,
                   concat_ws(', ', 'owner ' || proowner::regrole, 'returns ' || pg_get_function_result(oid),
                     case when prosecdef then 'security definer' end,
                     array_to_string(proconfig, ', '),
                     'body ' || left(md5(case when prokind = 'a' then prosrc else pg_get_functiondef(oid) end), 16))
            from fun\
            """;
    }

    private static String types() {
        return OWN + """
            select case typtype when 'e' then 'enum ' when 'd' then 'domain ' when 'r' then 'range ' else 'type ' end || name,
                   concat_ws(', ', 'owner ' || typowner::regrole,
                     (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum e
                      where e.enumtypid = typ.oid),
                     case when typtype = 'd' then format_type(typbasetype, typtypmod) end,
                     case when typnotnull then 'not null' end,
                     case when typtype = 'd' then 'default ' || typdefault end,
                     (select 'of ' || format_type(rngsubtype, null) from pg_range g where g.rngtypid = typ.oid),
                     (select string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum)
                      from pg_attribute a where a.attrelid = typ.typrelid and typ.typrelid <> 0 and not a.attisdropped))
            from typ\
            """;
    }

    /** Without what owners may by default; MAINTAIN is known from PostgreSQL 17 on. */
    private static String grants() {
        return OWN + """
            , granted as (
              select 'schema ' || quote_ident(nspname) as what, nspowner as owner, coalesce(nspacl, acldefault('n', nspowner)) as acl
              from ns where nspname <> 'public'
              union all
              select 'table ' || name, relowner, coalesce(relacl, acldefault('r', relowner)) from tab
              union all
              select 'sequence ' || name, relowner, coalesce(relacl, acldefault('s', relowner)) from rel where relkind = 'S'
              union all
              select 'column ' || t.name || '.' || quote_ident(a.attname), t.relowner, a.attacl
              from tab t join pg_attribute a on a.attrelid = t.oid where a.attacl is not null and not a.attisdropped
              union all
              select 'function ' || name, proowner, coalesce(proacl, acldefault('f', proowner)) from fun
              union all
              select 'type ' || name, typowner, coalesce(typacl, acldefault('T', typowner)) from typ
              union all
              select 'new ' || case defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
                                                  when 'T' then 'types' else 'schemas' end
                     || coalesce(' in ' || quote_ident(ns.nspname), '') || ' of ' || defaclrole::regrole, 0, defaclacl
              from pg_default_acl left join ns on ns.oid = defaclnamespace
            )
            select 'grant on ' || what || ' to ' || case when grantee = 0 then 'public' else grantee::regrole::text end,
                   string_agg(lower(privilege_type) || case when is_grantable then '*' else '' end, ', ' order by privilege_type)
            from granted, aclexplode(acl)
            where grantee <> owner and privilege_type <> 'MAINTAIN'
            group by what, grantee\
            """;
    }

    private static String comments() {
        return OWN + """
            select 'comment on ' || i.type || ' ' || i.identity, quote_literal(d.description)
            from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
            where (d.classoid = 'pg_namespace'::regclass and d.objoid in (select oid from ns where nspname <> 'public'))
               or (d.classoid = 'pg_class'::regclass and d.objoid in (select oid from rel))
               or (d.classoid = 'pg_proc'::regclass and d.objoid in (select oid from fun))
               or (d.classoid = 'pg_type'::regclass and d.objoid in (select oid from typ))
               or (d.classoid = 'pg_constraint'::regclass and exists (
                     select from pg_constraint c where c.oid = d.objoid and c.conrelid in (select oid from tab)))
               or (d.classoid = 'pg_trigger'::regclass and exists (
                     select from pg_trigger g where g.oid = d.objoid and g.tgrelid in (select oid from tab)))
               or (d.classoid = 'pg_policy'::regclass and exists (
                     select from pg_policy p where p.oid = d.objoid and p.polrelid in (select oid from tab)))\
            """;
    }

    /** What is seldom made: that it is there. */
    private static String others() {
        return """
            select 'extension ' || quote_ident(e.extname), 'in schema ' || quote_ident(n.nspname)
            from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname <> 'plpgsql' and n.nspname <> 'restore_verifier'
            union all
            select i.type || ' ' || i.identity, 'exists'
            from (select 'pg_operator'::regclass as c, oid from pg_operator
                  union all select 'pg_opclass'::regclass, oid from pg_opclass
                  union all select 'pg_cast'::regclass, oid from pg_cast
                  union all select 'pg_collation'::regclass, oid from pg_collation
                  union all select 'pg_conversion'::regclass, oid from pg_conversion
                  union all select 'pg_ts_config'::regclass, oid from pg_ts_config
                  union all select 'pg_ts_dict'::regclass, oid from pg_ts_dict
                  union all select 'pg_publication'::regclass, oid from pg_publication
                  union all select 'pg_foreign_server'::regclass, oid from pg_foreign_server
                  union all select 'pg_foreign_data_wrapper'::regclass, oid from pg_foreign_data_wrapper) o,
                 pg_identify_object(o.c, o.oid, 0) i
            where o.oid >= 16384 and not exists (
              select from pg_depend d where d.classid = o.c and d.objid = o.oid and d.deptype in ('e', 'i'))\
            """;
    }
}
