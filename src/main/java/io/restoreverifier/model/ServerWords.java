package io.restoreverifier.model;

import java.util.Locale;
import java.util.Set;

/**
 * The words that PostgreSQL's own messages are made of: those of its message catalogs (server, pg_dump, PL/pgSQL and
 * libpq, version 15) that occur in at least three messages, and the rarer ones of restores. A word that is not among
 * them may come out of a row.
 */
final class ServerWords {
    private static final Set<String> KNOWN = Set.of("""
            a abbreviation able abort aborted aborting about above absolute accept accepted accepting access
            accessed accessor accumulate acl acquire action actions active activity actual add added address
            addresses administrator affix after again age aggregate aggregates ahead algorithm alias aliases
            alignment all allocating allocation allow allowed allows already also alter always ambiguous among
            amount an analyze and another any anycompatible anycompatiblemultirange anycompatiblerange anyelement
            anymore apparent appear appears application applied apply archive archived archiver archives archiving
            are area argument arguments array arrays as asc assertion assign assigned assignment assignments
            associated assumption at attach attached attempt attempted attribute authenticated authentication
            authorization automatic automatically autovacuum available average avoid back backend background backup
            bad base be because been before begin behavior being belonging below best between beyond bigint binary
            bind binding bit bits bkpblock bkpimage blcksz blksize blob blobs block blocks body bogus bonjour bool
            boolean bootstrap bootstrapping both bound bounds box bpchar brin broken btree buffer buffers bugs build
            built but by byte bytea bytes cache caches calculated call callback called calls can cancel canceled
            canceling candidate candidates cannot canonical carriage cascade cascades case cast casts catalog
            catalogs cause caused causes certificate change changed changes changing channel char character
            characters check checked checking checkpoint checkpoints checks checksum checksums child chmod choose
            chosen cidr circle circular citext class clause clauses clean cleanup client clientcert close closed
            cluster clustering code codeset coercible collate collation collations collects column columns comes
            comma command commands comment commit committed common compare comparison compatibility compatible
            compilation compiled complete completed component composite compress compressed compression
            concatenation concurrency concurrent concurrently condition conditional conditions conf confidentiality
            configuration configured conflict conflicting conflicts connect connected connecting connection
            connections consider considered consistency consistent constant constants constraint constraints
            constructs contain containing contains content contents context continue continues continuing contrecord
            control controls conversion convert converted copy correct corresponding corrupt corrupted corruption
            cost could count crash crc create created creating creation credentials cross csv ctype current
            currently cursor cursors custom customary cycle data database databases datatypes date daterange
            datetime dbname dead deadlock debian debugger debugging decimal declaration declare declared decoding
            default defaults deferrable deferred define defined definition definitions deflate delay delete deleted
            deletes deleting delimiter denied depend dependency dependent depth derived desc description descriptor
            destination detach detail details detected detection determine determined developer device dh
            diagnostics dictionary did different differs digit digits dimension dimensional dimensions direct
            directly directories directory dirty disable disabled disables disabling disk display distance distinct
            dll dn do document documentation does domain domains done dotted double down drop dropped dropping due dump
            dumped dumpid dumping dumps duplicate duration during dynamic each ecdh effective either elapsed element
            elements embedded emits empty enable enabled enables encode encoded encoding encrypted encryption end
            ended ending ends engine enough ensure entries entry enum environment eof equal error errors es escape
            escaped escapes estimate estimator even event every exact exactly example exceed exceeded exceeds except
            exception exchange exclude exclusion executable execute executed executing execution executor exhausted
            exist existing exists exit exited expected expects expensive explain explicit explicitly export exported
            expression expressions extend extended extension extensions external extra extract fadvise failed
            failing failsafe failure failures false families family far fastpath fatal fault feature fetch few fewer
            field fields file filename files filter final find finding finish finished fired first fixed flag flags
            float float4 float8 floating flush flushing follow followed following for force forcing foreach foreign
            fork forked form format formats formatting forward found fraction frame free freeze frequently from
            fsync full function functions future garbage gather gb gcc generate generated generation geqo get gin
            given global globals gnu got grant granted grantor greater group grouping groups gss gssapi had handle
            handler happen has hash have having hba header heap heapallindexed help here hexadecimal high higher
            hint history hold holding hole home host hostname hostssl hot hour how hstore huge hypothetical i icu id
            ident identifier identifiers identify identity idle ids if ignored image immediate immutable implement
            implementation implemented import importing improper in include included includes including incompatible
            incomplete inconsistent incorrect increase increasing index indexed indexes indicate indicates inet
            infinite infinity inflate info information inherit inheritance inherited inherits initdb initial
            initialization initialize initialized initially inline inlining inner input insensitive insert inserts
            inside install installation installed instead instruction insufficient int int2 int4 int4range int8
            int8range integer internal interrupted intersect interval into invalid invariant invocation io ip ipv is
            isolation it item items its jit jobs join joinable json jsonb jsonpath junction junk kb keepalive
            kerberos kernel key keys kill killed kind know known label labels lack lacks language large larger last
            later launched lc ldap ldapbasedn least left length less level levels lexeme lexemes libraries library
            libxml like limit line link linked linux list listen listening lists literal lo load loaded lobs local
            locale locate location lock locked locks log logged logger logging logical logs long longer look looks
            lookup loop loss lost low lower lsn lz macaddr made magic main maintenance make making malformed manager
            many map mapping mark marked marker mask match matched matches matching materialize materialized max
            maxallocateddescs maximum maxvalue may mb md me means meant mem member members membership memory merge
            merging message messages method methods might min minimal minimum minvalue mismatch mismatched misplaced
            missing mode modified modifier modifying module modules modulus money months more most move moved moving
            ms mstype much multi multibyte multidimensional multiple multirange multixact multixactid must name
            named names namespace nan near necessary need needed negative negotiation neither nested netmask never
            new newline next nid no node non nonce nondeterministic none nonstandard nonzero nor normally not
            nothing notice notify now null nulls num number numbers numeric numrange o object objects obtain
            occurred occurs octal of off offset oid oids old oldest omit on once one online only op open opened
            operand operating operation operations operator operators optimize option options or order ordered
            ordering ordinal origin orphan other otherwise out outer output outside over overall overflow override
            oversize own owned owner ownership packet page pages pam panic parallel parameter parameters parent
            parentheses parenthesis parse parser parsing part partial partition partitioned partitioning partitions
            pass passed password passwords past path pattern patterns pc peer pending per perform performance
            performed perhaps permanent permission permissions permitted pg pg_dump pg_restore pgdata pgpipe pgsql
            phase phrase physical pid pipe pipeline pl placed plain plan planned planner plans platform platforms
            please plpgsql plugin point pointer points policies policy polygon polymorphic port portal position
            positive posix possible possibly post postfix postgres postgresql posting postmaster power pqputcopydata
            pqputcopyend pre preceding precision predicate predicates prefetch prefix preload prepare prepared
            present prevent previous previously primary print prior private privilege privileges probably problems
            procedure procedures proceed process processes processing program progress promote promotion prompt
            proof properly proto protocol provide provided provider provides pseudo publication publications
            publisher putcopydata putcopyend qualified queries query queue quote quoted quotes radius raise raised
            random range re reach reached reaching read reading ready real rebuild receive received receiver recognized
            record recorded records recover recovery recursion recursive redo reduced redundant refer reference
            referenced references referencing refresh refused regclass register registered regular reindex reindexed
            related relation relations relationships relative release relfilenode reloaded reltuples remain
            remainder remaining remote removable remove removed removing rename renamed reopen repeatable replace
            replay replica replicated replication report reported reporting represent request requested require
            required requires reserved reset resetting resolve resolved resource response restart restarting
            restartpoint restoration restore restored restoring restrict restricted restriction result results
            retransmits retrieve retrieved retry retrying return returned returning returns revocation revoke
            revoked rewrite rewritten right role roles roll root rotation round routine row rows rule rules run
            running runs rw safe salt same sample sanity sasl savepoints saving scalar scale scan scanned scanning
            scans schema schemas scram script scroll search searching second seconds secret section security see
            seek seems segment segmentation segments select selected selectivity selects semaphore send sender
            sending sent separate separator sequence sequences sequential serializable serialization serialize
            server servers service session sessions set setof sets setting settings sha share shared shell short
            should show shows shut shutdown shutting side sign signal signature simple simultaneously single size
            sizes skip skipped skipping slice slices slot slots small smallint smart snapbuild snapshot so socket
            sockets software some soon sort sorting source space special specification specifications specified
            specifier specifies specify specifying split sql sqlstate ssl sslmode sspi stack stale standard standby
            start started starting starts startup stat state statement statements statistics status stderr stdin
            stdout step still stop stopping storage store stored strategy stream streaming strict string strings
            structure sub subdirectory subprocess subquery subscript subscripting subscription subscriptions
            substitute subtract subtransaction subtransactions subtype such superuser superusers supplied support
            supported supports suppress sure surrogate symbolic sync synchronization synchronous syncing syntax
            syslog system table tables tablesample tablespace tablespaces take taken tar target tcp template
            temporary term terminate terminated terminating text than that the their them then there thesaurus they
            this those through time timed timeline timeout times timestamp timestamptz timing title tls to toast toc
            together token too top total trailing transaction transactions transform transition translate treatment
            treats tree trigger triggered triggers true truncate truncated truncation try trying tsquery tsrange
            tstzrange tsvector tuning tuple tuples tuplestore turned turns twice two type typed types typmod umask
            unambiguously uncompress unconditional unencrypted unexpected unexpectedly unicode union unique unit
            units unix unknown unless unlogged unmap unmatched unnamed unprivileged unquoted unreachable
            unrecognized unsafe unsupported unterminated until unused up updatable update updated updates updating
            upgrade upper uri url usage use used user username users uses using usually utf uuid vacuum vacuumed
            vacuuming valid validation value values varchar variable variables variadic varying vector verbose
            verification verify version versions via view views violated violates void volatile wait waiting waits
            wal walreceiver walsender want warning was we weight were when where whether which while whole whose
            wide will window with within without word words work worker workers world would wraparound wrapper write
            writer writes writing written wrong wrote xid xml yet yield you your zero zone
            """.strip().split("\\s+"));

    private ServerWords() {}

    static boolean isKnown(String word) {
        return KNOWN.contains(word.toLowerCase(Locale.ROOT));
    }
}
