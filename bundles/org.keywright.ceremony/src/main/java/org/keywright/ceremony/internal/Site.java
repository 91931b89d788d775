// SPDX-License-Identifier: EPL-2.0
package org.keywright.ceremony.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.audit.Audit;
import org.keywright.ceremony.CeremonyException;
import org.keywright.ceremony.CeremonyRecord;
import org.keywright.ceremony.SignedMinutes;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.vault.Act;
import org.keywright.vault.Grant;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;

/**
 * Where a ceremony takes place: the open vault, or for a rehearsal one that is made for it and
 * thrown away.
 */
final class Site implements AutoCloseable {
  private final Tools tools;
  private final Vaults vaults;
  private final Audit audit;
  private final Optional<Path> throwAway;

  private Site(Tools tools, Vaults vaults, Audit audit, Optional<Path> throwAway) {
    this.tools = tools;
    this.vaults = vaults;
    this.audit = audit;
    this.throwAway = throwAway;
  }

  /** The vault that is open. */
  static Site open(Tools tools, Vaults vaults, Audit audit) {
    return new Site(tools, vaults, audit, Optional.empty());
  }

  /** A vault of its own, with a passphrase that nobody knows. */
  static Site throwAway(Tools tools, Vaults vaults, Audit audit)
      throws IOException, VaultException {
    Path folder = Files.createTempDirectory("keywright-rehearsal");
    Vaults own = vaults.another();
    var site = new Site(tools, own, audit.over(own), Optional.of(folder));
    try (Key passphrase = tools.keys().generate(KeySpec.AES_128)) {
      own.create(folder.resolve("rehearsal.kwv"), passphrase.material());
      return site;
    } catch (VaultException e) {
      site.close();
      throw e;
    }
  }

  Tools tools() {
    return tools;
  }

  Vault vault() throws VaultException {
    return vaults.require();
  }

  CeremonyRecord require(String id) throws CeremonyException, VaultException {
    return Chronicle.require(vault(), id);
  }

  SignedMinutes minutes(String id, String actor)
      throws CeremonyException, VaultException, KeyException {
    CeremonyRecord record = require(id);
    if (record.state() == CeremonyRecord.State.UNFINISHED) {
      throw new CeremonyException(
          "ceremony " + id + " has not ended: resume it, or give it up, and then make its minutes");
    }
    Vault vault = vault();
    var minutes = new MinutesJson(vault.info().id(), record);
    try (Grant grant =
        vault.grant(new Act(actor, "ceremony:minutes", "minutes of ceremony " + id, ""))) {
      Bytes json = audit.sign(grant, Bytes.of(minutes.line()));
      Bytes fingerprint = audit.fingerprint(grant);
      var report = new MinutesReport(vault.info(), record, fingerprint).report();
      Bytes pdf = audit.sign(grant, tools.letters().report(report));
      grant.succeeded("signed by the key " + fingerprint);
      return new SignedMinutes(json, pdf, fingerprint);
    }
  }

  /** Closes a vault that is to be thrown away, and removes it; any other stays as it is. */
  @Override
  public void close() {
    if (throwAway.isEmpty()) {
      return;
    }
    vaults.close();
    try (Stream<Path> all = Files.walk(throwAway.get())) {
      List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : inside) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the rehearsal's vault was not removed", e);
    }
  }
}
