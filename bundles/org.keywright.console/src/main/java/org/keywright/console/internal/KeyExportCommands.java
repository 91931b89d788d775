// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.console.spi.UsageException;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAlgorithm;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWraps;
import org.keywright.crypto.Keys;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Grant;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Application keys that leave under another key. */
@Component
@CommandScope(
    scope = "key",
    commands = {"export"})
public final class KeyExportCommands implements CommandGroup {
  private static final int WRITTEN_VERSIONS = 99;

  private final Vaults vaults;
  private final Keys keys;
  private final KeyBlocks blocks;
  private final KeyWraps wraps;

  /** Called by the framework. */
  @Activate
  public KeyExportCommands(
      @Reference Vaults vaults,
      @Reference Keys keys,
      @Reference KeyBlocks blocks,
      @Reference KeyWraps wraps) {
    this.vaults = vaults;
    this.keys = keys;
    this.blocks = blocks;
    this.wraps = wraps;
  }

  record Wrapped(String key, Kcv kcv, String algorithm, Path file, Cautioned protection)
      implements Outcome {
    @Override
    public String sentence() {
      return "Key %s, KCV %s, is wrapped by %s; nothing there says what it is for: %s"
          .formatted(key, kcv, algorithm, file);
    }
  }

  record Exported(
      String key, Kcv kcv, String attributes, String blockVersion, Path file, Cautioned protection)
      implements Outcome {
    @Override
    public String sentence() {
      return "Key %s, KCV %s, %s, is in a version %s key block: %s"
          .formatted(key, kcv, attributes, blockVersion, file);
    }
  }

  /** Where the protection key comes from. */
  private record Protection(Vault vault, Optional<Path> file, Optional<KeyName> name) {
    String words() {
      return name.map(KeyName::toString).orElseGet(() -> "a key in a file");
    }

    /** The caller owns the key. */
    Key open(Grant grant, Optional<Version> version) throws Exception {
      return name.isPresent()
          ? grant.open(name.get(), KeyOperation.WRAP)
          : KeyBlockFile.protectionKey(
              file.orElseThrow(), version.orElse(Version.D).name().charAt(0));
    }
  }

  /** Versions of key blocks that are written; A and C have variants, which X9.143 deprecates. */
  enum Version {
    /** Under TDES, by derivation. */
    B,
    /** Under AES, by derivation. */
    D;

    static Version of(KeySpec kbpk) {
      return kbpk.algorithm() == KeyAlgorithm.AES ? D : B;
    }
  }

  /** Exports a key. */
  @Command(
      value = "Exports an application key as an X9.143 key block, or a sensitive one by AES-KWP.",
      example = "key:export north/1 --kbpk north/9 --out tmk.tr31")
  public Outcome export(
      @Argument(value = "KEY", description = "which: SET/REF", values = "key") KeyName key,
      @Option(
              value = "--kbpk",
              argument = "KEY",
              description = "the protection key in the vault, of usage K1",
              values = "key")
          Optional<KeyName> kbpk,
      @Option(
              value = "--kbpk-file",
              argument = "FILE",
              description = "holds the protection key in hex")
          Optional<Path> kbpkFile,
      @Option(
              value = "--version",
              argument = "LETTER",
              description = "of a protection key in a file: D for AES, B for TDES")
          Optional<Version> version,
      @Option(
              value = "--kek-file",
              argument = "FILE",
              description = "wraps a sensitive key (S) by AES-KWP under the key there, in hex")
          Optional<Path> kekFile,
      @Option(value = "--out", argument = "FILE", description = "where it goes") Path out,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    ApplicationKey described = described(vault, key);
    if (Stream.of(kbpk, kbpkFile, kekFile).filter(Optional::isPresent).count() != 1) {
      throw new UsageException(
          "a key leaves under one protection key", "--kbpk names it, or --kbpk-file or --kek-file");
    }
    if (Files.exists(out)) {
      throw new CommandException("the file exists already: " + out, "nothing was written");
    }
    if (kekFile.isPresent()) {
      requireSensitive(described);
      return Acts.perform(
          console,
          vault,
          "key:export",
          described.keySet() + "/" + described.ref(),
          "by key wrap under a key in a file",
          grant -> wrap(grant, vault, described, kekFile.get(), out),
          wrapped -> "version %d, KCV %s".formatted(described.keyVersion(), wrapped.kcv()));
    }
    var protection = new Protection(vault, kbpkFile, kbpk);
    return Acts.perform(
        console,
        vault,
        "key:export",
        described.keySet() + "/" + described.ref(),
        "under " + protection.words(),
        grant -> export(grant, described, protection, version, out),
        exported ->
            "version %d, KCV %s, block version %s"
                .formatted(described.keyVersion(), exported.kcv(), exported.blockVersion()));
  }

  /** A wrap binds nothing to its key, so X9.143 lets only sensitive keys leave so (table 6). */
  private static void requireSensitive(ApplicationKey key) throws CommandException {
    if (key.attributes().exportability() != Exportability.SENSITIVE) {
      throw new CommandException(
          "%s/%d is marked %s: it leaves in a key block only, which says what it is for"
              .formatted(key.keySet(), key.ref(), key.attributes().exportability().letter()),
          "--kbpk or --kbpk-file make one");
    }
  }

  private Wrapped wrap(Grant grant, Vault vault, ApplicationKey described, Path kekFile, Path out)
      throws Exception {
    KeyName name = KeyName.of(described.keySet(), described.ref());
    try (Key key = grant.open(name, KeyOperation.EXPORT);
        Key kek = KeyBlockFile.keyEncryptionKey(kekFile)) {
      Optional<String> wellKnown = keys.wellKnownName(kek);
      TestKeys.refuse(vault, wellKnown, "key encryption key in " + kekFile);
      requireNoWeaker(kek.spec(), key.spec());
      Bytes wrapped = Bytes.of(wraps.kwp().wrap(kek, key.material()));
      Files.writeString(
          out, wrapped.hex() + "\n", StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
      return new Wrapped(
          String.valueOf(name),
          described.kcv(),
          wraps.kwp().name(),
          out,
          new Cautioned(
              "",
              wellKnown.map(each -> "The key encryption key is a well-known test key: " + each)));
    }
  }

  private static ApplicationKey described(Vault vault, KeyName key) throws Exception {
    if (!(key instanceof KeyName.Application name)) {
      throw new CommandException(key + " stays here: only application keys leave in key blocks");
    }
    ApplicationKey newest = vault.keySets().requireKey(name.keySet(), name.ref());
    if (name.version().isPresent() && name.version().getAsInt() != newest.keyVersion()) {
      throw new CommandException(
          "%s is not the newest version, which is %d: only that leaves"
              .formatted(key, newest.keyVersion()));
    }
    return newest;
  }

  private Exported export(
      Grant grant,
      ApplicationKey described,
      Protection protection,
      Optional<Version> version,
      Path out)
      throws Exception {
    KeyName name = KeyName.of(described.keySet(), described.ref());
    try (Key key = grant.open(name, KeyOperation.EXPORT);
        Key kbpk = protection.open(grant, version)) {
      Optional<String> wellKnown = keys.wellKnownName(kbpk);
      TestKeys.refuse(protection.vault(), wellKnown, "key block protection key");
      requireNoWeaker(kbpk.spec(), key.spec());
      KeyBlock block = blocks.wrap(header(described, key, kbpk), key, kbpk);
      Files.writeString(
          out, block.text() + "\n", StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
      return new Exported(
          String.valueOf(name),
          described.kcv(),
          String.valueOf(described.attributes()),
          String.valueOf(block.header().version()),
          out,
          KeyBlockFile.protection(wellKnown));
    }
  }

  private KeyBlock.Header header(ApplicationKey described, Key key, Key kbpk) throws KeyException {
    int version = described.keyVersion();
    return new KeyBlock.Header(
        Version.of(kbpk.spec()).name().charAt(0),
        described.attributes(),
        described.spec().algorithm().letter(),
        version > WRITTEN_VERSIONS ? "00" : "%02d".formatted(version),
        List.of(blocks.checkValue("KC", key), blocks.checkValue("KP", kbpk)));
  }

  /** A key is as weak as the weakest that it was under. */
  private static void requireNoWeaker(KeySpec kbpk, KeySpec key) throws CommandException {
    if (strength(kbpk) < strength(key)) {
      throw new CommandException(
          "a protection key of kind %s is weaker than the key, of kind %s".formatted(kbpk, key),
          "nothing was written");
    }
  }

  /** The security strength in bits (NIST SP 800-57 part 1 rev. 5, clause 5.6.1, table 2). */
  private static int strength(KeySpec spec) {
    return switch (spec.algorithm()) {
      case AES -> spec.bits();
      case HMAC -> Math.min(spec.bits(), 256);
      case TDES -> spec.bits() == 128 ? 80 : 112;
      case EC -> spec.bits() / 2;
    };
  }
}
