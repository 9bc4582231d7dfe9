package io.restoreverifier.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the catalogs of a restored database have what an entry of a dump's table of contents stands for: for each type a
 * query that gives schema and name as pg_dump writes them ({@code pg_dump.c}, since PostgreSQL 11), quotes apart. Some
 * give more than pg_dump would list, which does no harm: what is looked for is what is missing.
 */
final class CatalogQueries {
    /** As pg_dump's format_function_signature: the types of the arguments that go in, for a search path that is empty. */
    private static final String SIGNATURE = """
            p.proname || '(' || coalesce((select string_agg(format_type(a.t, null), ', ' order by a.n)
              from unnest(p.proargtypes::oid[]) with ordinality a (t, n)), '') || ')'""";

    /** As pg_dump's format_function_arguments, which names comments and privileges. */
    private static final String ARGUMENTS = "p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'";

    private static final Map<String, String> QUERIES = Map.copyOf(queries());

    private CatalogQueries() {}

    /** The query for a type of entry; empty when the type is none that is known here. */
    static Optional<String> of(String type) {
        return Optional.ofNullable(QUERIES.get(type));
    }

    private static Map<String, String> queries() {
        Map<String, String> queries = new HashMap<>();
        relations(queries);
        partsOfRelations(queries);
        routinesAndTypes(queries);
        foreign(queries);
        replication(queries);
        textSearch(queries);
        marks(queries);
        queries.put("SCHEMA", "select '', nspname from pg_namespace");
        queries.put("EXTENSION", "select '', extname from pg_extension");
        queries.put("EVENT TRIGGER", "select '', evtname from pg_event_trigger");
        queries.put("PROCEDURAL LANGUAGE", "select '', lanname from pg_language");
        queries.put("ACCESS METHOD", "select '', amname from pg_am");
        queries.put("STATISTICS", inSchema("pg_statistic_ext", "stxname", "stxnamespace"));
        return queries;
    }

    private static void relations(Map<String, String> queries) {
        // What begins as a table in a dump of old may end as a view, by a rule.
        queries.put("TABLE", relation("c.relkind in ('r', 'p', 'v')"));
        queries.put("VIEW", relation("c.relkind = 'v'"));
        queries.put("MATERIALIZED VIEW", relation("c.relkind = 'm'"));
        queries.put("MATERIALIZED VIEW DATA", relation("c.relkind = 'm' and c.relispopulated"));
        queries.put("FOREIGN TABLE", relation("c.relkind = 'f'"));
        queries.put("SEQUENCE", relation("c.relkind = 'S'"));
        queries.put("INDEX", relation("c.relkind in ('i', 'I')"));
        queries.put("TABLE ATTACH", relation("c.relkind in ('r', 'p', 'f') and c.relispartition"));
        queries.put("INDEX ATTACH", relation("c.relkind in ('i', 'I') and c.relispartition"));
        queries.put("ROW SECURITY", relation("c.relrowsecurity"));
        queries.put("SEQUENCE OWNED BY", relation("""
                c.relkind = 'S' and exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                  and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i'))"""));
    }

    private static String relation(String which) {
        return "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
                + which;
    }

    private static void partsOfRelations(Map<String, String> queries) {
        queries.put("DEFAULT", part("pg_attrdef", "adrelid", """
                (select a.attname from pg_attribute a where a.attrelid = x.adrelid and a.attnum = x.adnum)"""));
        queries.put("CONSTRAINT", part("pg_constraint", "conrelid", "x.conname"));
        queries.put("FK CONSTRAINT", part("pg_constraint", "conrelid", "x.conname") + " and x.contype = 'f'");
        queries.put(
                "CHECK CONSTRAINT",
                part("pg_constraint", "conrelid", "x.conname")
                        + " union all select n.nspname, t.typname || ' ' || x.conname from pg_constraint x"
                        + " join pg_type t on t.oid = x.contypid join pg_namespace n on n.oid = t.typnamespace");
        queries.put("TRIGGER", part("pg_trigger", "tgrelid", "x.tgname"));
        queries.put("RULE", part("pg_rewrite", "ev_class", "x.rulename"));
        queries.put("POLICY", part("pg_policy", "polrelid", "x.polname"));
    }

    private static String part(String catalog, String relation, String name) {
        return "select n.nspname, c.relname || ' ' || " + name + " from " + catalog + " x join pg_class c on c.oid = x."
                + relation + " join pg_namespace n on n.oid = c.relnamespace where true";
    }

    private static void routinesAndTypes(Map<String, String> queries) {
        String routine =
                "select n.nspname, " + SIGNATURE + " from pg_proc p join pg_namespace n on n.oid = p.pronamespace";
        queries.put("FUNCTION", routine);
        queries.put("PROCEDURE", routine);
        queries.put("AGGREGATE", routine);
        String type = inSchema("pg_type", "typname", "typnamespace");
        queries.put("TYPE", type);
        queries.put("SHELL TYPE", type);
        queries.put("DOMAIN", type + " where x.typtype = 'd'");
        queries.put("COLLATION", inSchema("pg_collation", "collname", "collnamespace"));
        queries.put("CONVERSION", inSchema("pg_conversion", "conname", "connamespace"));
        queries.put("OPERATOR", inSchema("pg_operator", "oprname", "oprnamespace"));
        queries.put("OPERATOR CLASS", inSchema("pg_opclass", "opcname", "opcnamespace"));
        queries.put("OPERATOR FAMILY", inSchema("pg_opfamily", "opfname", "opfnamespace"));
        queries.put(
                "CAST",
                "select '', 'CAST (' || format_type(castsource, null) || ' AS ' || format_type(casttarget, null) || ')'"
                        + " from pg_cast");
        queries.put(
                "TRANSFORM",
                "select '', 'TRANSFORM FOR ' || format_type(trftype, null) || ' LANGUAGE ' || l.lanname"
                        + " from pg_transform join pg_language l on l.oid = trflang");
    }

    private static String inSchema(String catalog, String name, String namespace) {
        return "select n.nspname, x." + name + " from " + catalog + " x join pg_namespace n on n.oid = x." + namespace;
    }

    private static void foreign(Map<String, String> queries) {
        queries.put("FOREIGN DATA WRAPPER", "select '', fdwname from pg_foreign_data_wrapper");
        queries.put("SERVER", "select '', srvname from pg_foreign_server");
        queries.put(
                "USER MAPPING", "select '', 'USER MAPPING ' || usename || ' SERVER ' || srvname from pg_user_mappings");
    }

    private static void replication(Map<String, String> queries) {
        queries.put("PUBLICATION", "select '', pubname from pg_publication");
        queries.put("SUBSCRIPTION", "select '', subname from pg_subscription");
        queries.put("PUBLICATION TABLE", """
                select n.nspname, p.pubname || ' ' || c.relname from pg_publication_rel r
                join pg_publication p on p.oid = r.prpubid join pg_class c on c.oid = r.prrelid
                join pg_namespace n on n.oid = c.relnamespace""");
        queries.put("PUBLICATION TABLES IN SCHEMA", """
                select n.nspname, p.pubname || ' ' || n.nspname from pg_publication_namespace r
                join pg_publication p on p.oid = r.pnpubid join pg_namespace n on n.oid = r.pnnspid""");
    }

    private static void textSearch(Map<String, String> queries) {
        queries.put("TEXT SEARCH PARSER", inSchema("pg_ts_parser", "prsname", "prsnamespace"));
        queries.put("TEXT SEARCH DICTIONARY", inSchema("pg_ts_dict", "dictname", "dictnamespace"));
        queries.put("TEXT SEARCH TEMPLATE", inSchema("pg_ts_template", "tmplname", "tmplnamespace"));
        queries.put("TEXT SEARCH CONFIGURATION", inSchema("pg_ts_config", "cfgname", "cfgnamespace"));
    }

    /** Comments and privileges, which are named by a word for what they are of and its name, see {@link DumpedName}. */
    private static void marks(Map<String, String> queries) {
        queries.put("COMMENT", """
                select n.nspname, 'RELATION ' || c.relname from pg_description d join pg_class c on c.oid = d.objoid
                join pg_namespace n on n.oid = c.relnamespace where d.classoid = 'pg_class'::regclass and d.objsubid = 0
                union all select n.nspname, 'COLUMN ' || c.relname || '.' || a.attname from pg_description d
                join pg_class c on c.oid = d.objoid join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
                where d.classoid = 'pg_class'::regclass and d.objsubid <> 0
                union all select n.nspname, 'ROUTINE ' || s.said from pg_description d join pg_proc p on p.oid = d.objoid
                join pg_namespace n on n.oid = p.pronamespace, lateral (values (%s), (%s)) s (said)
                where d.classoid = 'pg_proc'::regclass
                union all select '', 'EVENT TRIGGER ' || e.evtname from pg_description d
                join pg_event_trigger e on e.oid = d.objoid where d.classoid = 'pg_event_trigger'::regclass
                union all select n.nspname, 'TYPE ' || t.typname from pg_description d join pg_type t on t.oid = d.objoid
                join pg_namespace n on n.oid = t.typnamespace where d.classoid = 'pg_type'::regclass
                union all select '', 'SCHEMA ' || n.nspname from pg_description d join pg_namespace n on n.oid = d.objoid
                where d.classoid = 'pg_namespace'::regclass
                union all select '', 'EXTENSION ' || e.extname from pg_description d join pg_extension e on e.oid = d.objoid
                where d.classoid = 'pg_extension'::regclass
                union all select '', 'LARGE OBJECT ' || d.objoid from pg_description d
                where d.classoid = 'pg_largeobject'::regclass
                union all select n.nspname, 'CONSTRAINT ' || x.conname || ' ON ' || coalesce(c.relname, 'DOMAIN ' || t.typname)
                from pg_description d join pg_constraint x on x.oid = d.objoid left join pg_class c on c.oid = x.conrelid
                left join pg_type t on t.oid = x.contypid
                join pg_namespace n on n.oid = coalesce(c.relnamespace, t.typnamespace)
                where d.classoid = 'pg_constraint'::regclass
                union all select n.nspname, 'TRIGGER ' || x.tgname || ' ON ' || c.relname from pg_description d
                join pg_trigger x on x.oid = d.objoid join pg_class c on c.oid = x.tgrelid
                join pg_namespace n on n.oid = c.relnamespace where d.classoid = 'pg_trigger'::regclass
                union all select n.nspname, 'RULE ' || x.rulename || ' ON ' || c.relname from pg_description d
                join pg_rewrite x on x.oid = d.objoid join pg_class c on c.oid = x.ev_class
                join pg_namespace n on n.oid = c.relnamespace where d.classoid = 'pg_rewrite'::regclass
                union all select n.nspname, 'POLICY ' || x.polname || ' ON ' || c.relname from pg_description d
                join pg_policy x on x.oid = d.objoid join pg_class c on c.oid = x.polrelid
                join pg_namespace n on n.oid = c.relnamespace where d.classoid = 'pg_policy'::regclass""".formatted(SIGNATURE, ARGUMENTS));
        queries.put("ACL", """
                select n.nspname, 'RELATION ' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relacl is not null
                union all select n.nspname, 'COLUMN ' || c.relname || '.' || a.attname from pg_attribute a
                join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
                where a.attacl is not null
                union all select n.nspname, 'ROUTINE ' || s.said from pg_proc p
                join pg_namespace n on n.oid = p.pronamespace, lateral (values (%s), (%s)) s (said)
                where p.proacl is not null
                union all select n.nspname, 'TYPE ' || t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace
                where t.typacl is not null
                union all select '', 'SCHEMA ' || nspname from pg_namespace where nspacl is not null
                union all select '', 'LANGUAGE ' || lanname from pg_language where lanacl is not null
                union all select '', 'LARGE OBJECT ' || oid from pg_largeobject_metadata where lomacl is not null
                union all select '', 'FOREIGN DATA WRAPPER ' || fdwname from pg_foreign_data_wrapper where fdwacl is not null
                union all select '', 'FOREIGN SERVER ' || srvname from pg_foreign_server where srvacl is not null""".formatted(SIGNATURE, ARGUMENTS));
        queries.put("DEFAULT ACL", """
                select coalesce(n.nspname, ''), r.rolname || ' DEFAULT PRIVILEGES FOR ' || case d.defaclobjtype
                  when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS' when 'T' then 'TYPES'
                  when 'n' then 'SCHEMAS' when 'L' then 'LARGE OBJECTS' else d.defaclobjtype::text end
                from pg_default_acl d join pg_roles r on r.oid = d.defaclrole
                left join pg_namespace n on n.oid = d.defaclnamespace""");
    }
}
