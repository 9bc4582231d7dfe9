package io.restoreverifier.check;

/**
 * What tables, views and sequences consist of, and what belongs to them: a part of {@link SchemaQueries}, which says what holds
 * for all of them.
 */
final class TableQueries {
    private TableQueries() {}

    static String tables() {
        return SchemaQueries.OWN + """
            select 'schema ' || quote_ident(nspname), 'owner ' || nspowner::regrole from ns where nspname <> 'public'
            union all
            select case relkind when 'v' then 'view ' when 'm' then 'materialized view ' when 'f' then 'foreign table '
                                else 'table ' end || name,
                   concat_ws(', ', 'owner ' || relowner::regrole,
                     case relpersistence when 'u' then 'unlogged' end,
                     case when relkind = 'p' then 'partition by ' || pg_get_partkeydef(oid) end,
                     (select 'inherits ' || string_agg(inhparent::regclass::text, ', ' order by inhseqno)
                      from pg_inherits i where i.inhrelid = tab.oid),
                     case when relrowsecurity then 'row security' end,
                     case when relforcerowsecurity then 'row security forced' end,
                     case when relkind in ('v', 'm') then array_to_string(reloptions, ', ') end)
            from tab
            union all
            select 'definition of ' || name, btrim(regexp_replace(pg_get_viewdef(oid), '\\s+', ' ', 'g'))
            from tab where relkind in ('v', 'm')
            union all
            select 'rule ' || quote_ident(r.rulename) || ' on ' || t.name,
                   regexp_replace(pg_get_ruledef(r.oid), '\\s+', ' ', 'g') || ' ' || r.ev_enabled::text
            from pg_rewrite r join tab t on t.oid = r.ev_class where r.rulename <> '_RETURN'\
            """;
    }

    static String columns() {
        return SchemaQueries.OWN + """
            select 'column ' || t.name || '.' || quote_ident(a.attname),
                   concat_ws(' ', format_type(a.atttypid, a.atttypmod),
                     case when a.attcollation <> ty.typcollation then 'collate ' || a.attcollation::regcollation end,
                     case when a.attnotnull then 'not null' end,
                     case a.attidentity when 'a' then 'identity always' when 'd' then 'identity by default' end,
                     case a.attgenerated when 's' then 'generated' when 'v' then 'generated virtual'
                                         else case when d.oid is not null then 'default' end end,
                     pg_get_expr(d.adbin, d.adrelid))
            from tab t
            join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
            join pg_type ty on ty.oid = a.atttypid
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum\
            """;
    }

    /** From PostgreSQL 18 on, NOT NULL is a constraint with a name that nobody gave. */
    static String constraints() {
        return SchemaQueries.OWN + """
            select 'constraint ' || quote_ident(c.conname) || ' on ' || t.name, pg_get_constraintdef(c.oid)
            from pg_constraint c join tab t on t.oid = c.conrelid where c.contype not in ('n', 't')
            union all
            select 'constraint ' || quote_ident(c.conname) || ' of ' || t.name, pg_get_constraintdef(c.oid)
            from pg_constraint c join typ t on t.oid = c.contypid where c.contype not in ('n', 't')\
            """;
    }

    static String indexes() {
        return SchemaQueries.OWN + """
            select 'index ' || i.name, pg_get_indexdef(x.indexrelid)
            from pg_index x join rel i on i.oid = x.indexrelid join tab t on t.oid = x.indrelid
            where not exists (select from pg_constraint c where c.conindid = x.indexrelid and c.contype in ('p', 'u', 'x'))
            union all
            select 'statistics ' || quote_ident(ns.nspname) || '.' || quote_ident(s.stxname), pg_get_statisticsobjdef(s.oid)
            from pg_statistic_ext s join ns on ns.oid = s.stxnamespace\
            """;
    }

    static String sequences() {
        return SchemaQueries.OWN + """
            select 'sequence ' || r.name,
                   format('owner %s, %s from %s by %s, %s to %s%s%s', r.relowner::regrole, format_type(s.seqtypid, null),
                          s.seqstart, s.seqincrement, s.seqmin, s.seqmax, case when s.seqcycle then ', cycles' end,
                          (select ', owned by ' || t.name || '.' || quote_ident(a.attname) from pg_depend d
                           join tab t on t.oid = d.refobjid
                           join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                           where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.deptype in ('a', 'i')
                             and d.refobjsubid > 0))
            from rel r join pg_sequence s on s.seqrelid = r.oid\
            """;
    }

    static String triggers() {
        return SchemaQueries.OWN + """
            select 'trigger ' || quote_ident(g.tgname) || ' on ' || t.name,
                   pg_get_triggerdef(g.oid) || case g.tgenabled when 'D' then ', disabled' when 'R' then ', on replicas'
                                                                when 'A' then ', always' else '' end
            from pg_trigger g join tab t on t.oid = g.tgrelid where not g.tgisinternal
            union all
            select 'event trigger ' || quote_ident(e.evtname),
                   concat_ws(', ', 'owner ' || e.evtowner::regrole, e.evtevent, e.evtfoid::regprocedure::text,
                             array_to_string(e.evttags, ' '), case e.evtenabled when 'D' then 'disabled' end)
            from pg_event_trigger e where not exists (
              select from pg_depend d where d.classid = 'pg_event_trigger'::regclass and d.objid = e.oid and d.deptype = 'e')\
            """;
    }

    static String policies() {
        return SchemaQueries.OWN + """
            select 'policy ' || quote_ident(p.polname) || ' on ' || t.name,
                   concat_ws(', ', case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert'
                                                 when 'w' then 'update' else 'delete' end,
                     case when not p.polpermissive then 'restrictive' end,
                     'to ' || (select string_agg(case when r = 0 then 'public' else r::regrole::text end, ' ' order by 1)
                               from unnest(p.polroles) r),
                     'using ' || pg_get_expr(p.polqual, p.polrelid),
                     'with check ' || pg_get_expr(p.polwithcheck, p.polrelid))
            from pg_policy p join tab t on t.oid = p.polrelid\
            """;
    }
}
