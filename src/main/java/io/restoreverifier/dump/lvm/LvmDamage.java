package io.restoreverifier.dump.lvm;

import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.model.FindingCode;

/** In which words it is told what is wrong. */
final class LvmDamage {
    private LvmDamage() {}

    static DumpDamage corrupt(String text) {
        return new DumpDamage(
                FindingCode.ARTIFACT_CORRUPT,
                text,
                "take another copy, of a snapshot or while nobody changes volumes; on the machine, `pvck` and `vgck` hold what"
                        + " is backed up");
    }

    static DumpDamage cutOff(String text) {
        return new DumpDamage(
                FindingCode.ARTIFACT_INCOMPLETE,
                text,
                "was it cut off while it was copied, or made smaller without `pvresize`?");
    }

    static DumpDamage notRead(String text) {
        return new DumpDamage(
                FindingCode.NOT_SUPPORTED,
                text,
                "back up by itself what is on it, and name its partition under `unread:`");
    }
}
