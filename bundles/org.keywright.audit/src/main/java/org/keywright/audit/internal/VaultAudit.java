// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keywright.audit.Audit;
import org.keywright.audit.AuditException;
import org.keywright.audit.SignedCheckpoint;
import org.keywright.audit.SignedDocument;
import org.keywright.audit.Verdict;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcKeys;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.vault.ActLog;
import org.keywright.vault.Checkpoint;
import org.keywright.vault.Grant;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The audit of the open vault, whose key for checkpoints is a root key. */
@Component
public final class VaultAudit implements Audit {
  private static final String NAME = "checkpoints";
  private static final int GENERATION = 1;
  private static final int AT_ONCE = 1_000;

  /** What no document begins with, so that no signature of one is a checkpoint's. */
  private static final String MARK = "keywright-";

  private final Vaults vaults;
  private final EcKeys keys;
  private final InstantSource clock;

  /** Called by the framework. */
  @Activate
  public VaultAudit(@Reference Vaults vaults, @Reference EcKeys keys) {
    this(vaults, keys, InstantSource.system());
  }

  /** Makes it without a framework. */
  public VaultAudit(Vaults vaults, EcKeys keys, InstantSource clock) {
    this.vaults = vaults;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public SignedCheckpoint checkpoint(Grant grant) throws VaultException, KeyException {
    Vault vault = vaults.require();
    EcPublicKey key = key(vault, grant);
    LogWalk walk = walkedUpTo(vault, vault.log().page(0, 1).getFirst().number());
    var unsigned =
        new Checkpoint(
            walk.entries(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            walk.root(),
            OptionalLong.of(vault.checkpoints().commits()),
            Bytes.of());
    byte[] text = text(new SignedCheckpoint(vault.info().id(), key, unsigned));
    try (Key signing = grant.root(RootPurpose.AUDIT, NAME, GENERATION)) {
      var checkpoint =
          new Checkpoint(
              unsigned.entries(),
              unsigned.at(),
              unsigned.root(),
              unsigned.commits(),
              Bytes.of(keys.sign(signing, text)));
      vault.checkpoints().add(grant, checkpoint);
      return new SignedCheckpoint(vault.info().id(), key, checkpoint);
    }
  }

  private EcPublicKey key(Vault vault, Grant grant) throws VaultException, KeyException {
    Optional<RootKey> known = vault.roots().find(RootPurpose.AUDIT, NAME, GENERATION);
    if (known.isPresent()) {
      return publicKey(known.get());
    }
    try (EcKeyPair pair = keys.generate()) {
      vault
          .roots()
          .create(
              grant,
              RootPurpose.AUDIT,
              NAME,
              GENERATION,
              pair.privateKey(),
              pair.publicKey().point());
      return pair.publicKey();
    }
  }

  private static EcPublicKey publicKey(RootKey root) throws VaultException {
    try {
      return EcPublicKey.of(root.publicPart().toArray());
    } catch (KeyException e) {
      throw new VaultException("the vault's key for checkpoints is damaged", e);
    }
  }

  /** A log that does not hold is not signed. */
  private LogWalk walkedUpTo(Vault vault, long newest) throws VaultException {
    try {
      var walk = new LogWalk(vault.info().id(), checkpoints());
      while (walk.entries() < newest) {
        long left = newest - walk.entries();
        for (ActLog.Entry entry : page(vault, walk, Math.min(left, AT_ONCE))) {
          walk.next(entry);
        }
      }
      return walk;
    } catch (AuditException e) {
      throw new VaultException("the log does not hold and is not signed: " + e.getMessage(), e);
    }
  }

  private static List<ActLog.Entry> page(Vault vault, LogWalk walk, long limit)
      throws VaultException, AuditException {
    List<ActLog.Entry> page = vault.log().from(walk.entries() + 1, (int) limit);
    if (page.isEmpty()) {
      throw new AuditException("entry " + (walk.entries() + 1) + " is missing");
    }
    return page;
  }

  private static byte[] text(SignedCheckpoint checkpoint) {
    return checkpoint.signedText().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void export(SignedCheckpoint upTo, Writer to) throws VaultException, IOException {
    ExportFile.writeHead(to, vaults.require().info().id());
    eachUpTo(upTo, entry -> ExportFile.write(to, entry));
  }

  @Override
  public void exportCsv(SignedCheckpoint upTo, Writer to) throws VaultException, IOException {
    var csv = CsvWriter.builder().build(to);
    ExportFile.writeCsvHead(csv);
    eachUpTo(upTo, entry -> ExportFile.writeCsv(csv, entry));
    csv.flush();
  }

  @FunctionalInterface
  private interface Writing {
    void write(ActLog.Entry entry) throws IOException;
  }

  private void eachUpTo(SignedCheckpoint upTo, Writing writing) throws VaultException, IOException {
    Vault vault = vaults.require();
    long newest = upTo.checkpoint().entries();
    for (long next = 1; next <= newest; next += AT_ONCE) {
      int limit = (int) Math.min(AT_ONCE, newest - next + 1);
      for (ActLog.Entry entry : vault.log().from(next, limit)) {
        writing.write(entry);
      }
    }
  }

  @Override
  public Verdict verify(List<SignedCheckpoint> others) throws VaultException, AuditException {
    Vault vault = vaults.require();
    vault.log().verify();
    List<SignedCheckpoint> all = requireOwn(vault, others);
    var walk = new LogWalk(vault.info().id(), all);
    Optional<String> older = older(vault, all);
    Verdict verdict;
    try {
      verdict = walked(vault, walk);
    } catch (AuditException e) {
      throw older.isEmpty() ? e : new AuditException(e.getMessage() + "; " + older.get(), e);
    }
    if (older.isPresent()) {
      throw new AuditException(older.get());
    }
    return verdict;
  }

  /** The checkpoints in the vault and those given, all of which the vault has signed. */
  private List<SignedCheckpoint> requireOwn(Vault vault, List<SignedCheckpoint> others)
      throws VaultException, AuditException {
    var all = new ArrayList<>(checkpoints());
    all.addAll(others);
    Optional<RootKey> own = vault.roots().find(RootPurpose.AUDIT, NAME, GENERATION);
    Optional<EcPublicKey> key =
        own.isEmpty() ? Optional.empty() : Optional.of(publicKey(own.get()));
    for (SignedCheckpoint each : all) {
      if (key.filter(each.key()::equals).isEmpty()) {
        throw new AuditException(at(each) + " is signed by a key that is not this vault's");
      }
      requireSigned(each);
    }
    return all;
  }

  /** In what the vault is behind its checkpoints, if it is an older copy. */
  private static Optional<String> older(Vault vault, List<SignedCheckpoint> all)
      throws VaultException {
    Optional<String> older = Optional.empty();
    long most = 0;
    for (SignedCheckpoint each : all) {
      long lacking = vault.checkpoints().lacking(each.checkpoint());
      if (lacking > most) {
        most = lacking;
        older =
            Optional.of(
                "this is an older copy of the vault: it lacks %s that %s knows of, and is opened"
                        .formatted(lacking == 1 ? "a change" : lacking + " changes", at(each))
                    + " here again only after vault:accept-older");
      }
    }
    return older;
  }

  private static Verdict walked(Vault vault, LogWalk walk) throws VaultException, AuditException {
    List<ActLog.Entry> page;
    do {
      page = vault.log().from(walk.entries() + 1, AT_ONCE);
      for (ActLog.Entry entry : page) {
        walk.next(entry);
      }
    } while (page.size() == AT_ONCE);
    return walk.end();
  }

  private void requireSigned(SignedCheckpoint checkpoint) throws AuditException {
    byte[] signature = checkpoint.checkpoint().signature().toArray();
    if (!keys.verify(checkpoint.key(), text(checkpoint), signature)) {
      throw new AuditException(at(checkpoint) + " was changed: its signature does not hold");
    }
  }

  private static String at(SignedCheckpoint checkpoint) {
    return "the checkpoint of " + checkpoint.checkpoint().at();
  }

  @Override
  public List<SignedCheckpoint> checkpoints() throws VaultException {
    Vault vault = vaults.require();
    var all = new ArrayList<SignedCheckpoint>();
    for (Checkpoint checkpoint : vault.checkpoints().all()) {
      RootKey key = vault.roots().require(RootPurpose.AUDIT, NAME, GENERATION);
      all.add(new SignedCheckpoint(vault.info().id(), publicKey(key), checkpoint));
    }
    return all;
  }

  @Override
  public Verdict check(
      Reader export, List<SignedCheckpoint> checkpoints, Optional<Bytes> fingerprint)
      throws IOException, AuditException {
    for (SignedCheckpoint each : checkpoints) {
      if (fingerprint.filter(wanted -> !wanted.equals(each.fingerprint())).isPresent()) {
        throw new AuditException(at(each) + " is signed by another key: " + each.fingerprint());
      }
      if (!each.key().equals(checkpoints.getFirst().key())) {
        throw new AuditException(at(each) + " is signed by another key than the first");
      }
      requireSigned(each);
    }
    var lines = new ExportFile.Lines(export);
    var walk = new LogWalk(lines.vault(), checkpoints);
    for (var entry = lines.next(); entry.isPresent(); entry = lines.next()) {
      walk.next(entry.get());
    }
    return walk.end();
  }

  @Override
  public Bytes sign(Grant grant, Bytes document) throws VaultException, KeyException {
    byte[] bytes = document.toArray();
    String start =
        new String(bytes, 0, Math.min(MARK.length(), bytes.length), StandardCharsets.ISO_8859_1);
    if (start.equals(MARK) || bytes.length < MARK.length() || bytes[bytes.length - 1] != '\n') {
      throw new IllegalArgumentException("this is no document that can be signed");
    }
    EcPublicKey key = key(vaults.require(), grant);
    try (Key signing = grant.root(RootPurpose.AUDIT, NAME, GENERATION)) {
      return SignatureLine.append(bytes, key, Bytes.of(keys.sign(signing, bytes)));
    }
  }

  @Override
  public SignedDocument checkSigned(Bytes file, Optional<Bytes> fingerprint) throws AuditException {
    SignedDocument signed = SignatureLine.check(file.toArray(), keys);
    if (fingerprint.filter(wanted -> !wanted.equals(signed.fingerprint())).isPresent()) {
      throw new AuditException("it is signed by another key: " + signed.fingerprint());
    }
    return signed;
  }

  @Override
  public Bytes fingerprint(Grant grant) throws VaultException, KeyException {
    return new SignedDocument(Bytes.of(), key(vaults.require(), grant)).fingerprint();
  }

  @Override
  public Audit over(Vaults other) {
    return new VaultAudit(other, keys, clock);
  }
}
