package io.restoreverifier.storage;

import java.util.List;

/** What the makers of arrays tell over SNMP, each by the MIB that they publish. */
enum Preset {
    /** IDRAC-MIB-SMIv2: the controller as the iDRAC sees it, without an agent on the server. */
    DELL("iDRAC", Dell.IDRAC, Dell.tables(Dell.IDRAC, Dell.IDRAC_DISKS, Dell.IDRAC_ARRAYS, Dell.IDRAC_BATTERIES, 1)),

    /** StorageManagement-MIB: OpenManage Server Administrator on the server itself. */
    OMSA("OMSA", Dell.OMSA, Dell.tables(Dell.OMSA, Dell.OMSA_DISKS, Dell.OMSA_ARRAYS, Dell.OMSA_BATTERIES, 2)),

    /** LSI-MegaRAID-SAS-MIB. */
    MEGARAID("MegaRAID", MegaRaid.ROOT, MegaRaid.TABLES),

    /** SYNOLOGY-DISK-MIB and SYNOLOGY-RAID-MIB. */
    SYNOLOGY("Synology", Synology.ROOT, Synology.TABLES);

    private final String label;
    private final String root;
    private final List<StateTable> tables;

    Preset(String label, String root, List<StateTable> tables) {
        this.label = label;
        this.root = root;
        this.tables = tables;
    }

    String label() {
        return label;
    }

    /** What is not answered anywhere below is not there at all. */
    String root() {
        return root;
    }

    List<StateTable> tables() {
        return tables;
    }
}
