// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import org.keywright.crypto.Exportability;
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;
import org.keywright.crypto.KeyUsage;
import org.keywright.crypto.Keys;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyFilter;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Application keys of a key set. */
@Component
@CommandScope(
    scope = "key",
    commands = {"generate", "list"})
public final class KeyCommands implements CommandGroup {
  private final Vaults vaults;
  private final Keys keys;

  /** Called by the framework. */
  @Activate
  public KeyCommands(@Reference Vaults vaults, @Reference Keys keys) {
    this.vaults = vaults;
    this.keys = keys;
  }

  record Row(
      int ref,
      String label,
      KeySpec kind,
      String usage,
      String mode,
      String exportable,
      boolean diversify,
      int kvn,
      Kcv kcv,
      KeyState state,
      Optional<Instant> protectsUntil,
      Cautioned wellKnown,
      String origin) {
    static Row of(ApplicationKey key) {
      return new Row(
          key.ref(),
          key.label(),
          key.spec(),
          key.attributes().usage().code(),
          String.valueOf(key.attributes().mode().letter()),
          String.valueOf(key.attributes().exportability().letter()),
          key.diversify(),
          key.keyVersion(),
          key.kcv(),
          key.state(),
          key.life().period().originatorUntil(),
          KeysetCommands.wellKnown(
              key.wellKnown(), key.keySet() + "/" + key.ref() + " " + key.label()),
          key.origin());
    }
  }

  record Added(String keySet, Row key, Cautioned wellKnown, List<Cautioned> notes)
      implements Outcome {
    static Added of(ApplicationKey key, List<Cautioned> notes) {
      Row row = Row.of(key);
      return new Added(key.keySet(), row, row.wellKnown(), notes);
    }

    @Override
    public String sentence() {
      return "Key %s/%d '%s': %s %s, version %d, KCV %s%s, %s"
          .formatted(
              keySet,
              key.ref(),
              key.label(),
              key.kind(),
              key.usage(),
              key.kvn(),
              key.kcv(),
              key.diversify() ? ", diversified" : "",
              key.origin());
    }
  }

  /** Generates a key. */
  @Command(
      value = "Generates an application key.",
      example = "key:generate north 1 --algorithm AES-128 --usage D0 --label 'data key'")
  public Added generate(
      @Argument(value = "KEYSET", description = "its key set", values = "keyset") String keySet,
      @Argument(value = "REF", description = "its reference, 1 to 65535") int ref,
      @Option(
              value = "--algorithm",
              argument = "KIND",
              description = "as in AES-256 or TDES-128",
              values = "algorithm",
              otherwise = "AES-128")
          KeySpec algorithm,
      @Option(
              value = "--usage",
              argument = "CODE",
              description = "X9.143 usage",
              values = "usage",
              otherwise = "D0")
          String usage,
      @Option(value = "--label", argument = "TEXT", description = "what people call it")
          Optional<String> label,
      @Option(value = "--diversify", description = "each module gets its own key derived from it")
          boolean diversify,
      @Option(
              value = "--mix-file",
              argument = "FILE",
              description = "a second source of 32 bytes or more, mixed into the key")
          Optional<Path> mixFile,
      @Option(value = "--replace", description = "takes the place of the key with this reference")
          boolean replace,
      @Option(value = "--pre-active", description = "made for later: key:activate puts it into use")
          boolean preActive,
      @Option(
              value = "--protects-until",
              argument = "MOMENT",
              description = "from then on nothing new is protected with it")
          Optional<Moment> protectsUntil,
      @Option(
              value = "--opens-until",
              argument = "MOMENT",
              description = "from then on it opens nothing any more")
          Optional<Moment> opensUntil,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    NewKey description =
        described(
                ref,
                usage,
                label,
                diversify,
                mixFile.isPresent() ? "generated, with a second source" : "generated")
            .with(
                preActive ? KeyState.PRE_ACTIVE : KeyState.ACTIVE,
                CryptoPeriods.of(protectsUntil, opensUntil));
    if (!KeyUsage.standard().contains(description.attributes().usage())) {
      console.remark(
          "Usage %s is not one of the standard's: the key can be loaded and let out, and no more."
              .formatted(usage));
    }
    try (Key key = generated(algorithm, mixFile)) {
      return Added.of(
          add(console, vault, "key:generate", keySet, description, key, Optional.empty(), replace),
          List.of());
    }
  }

  private Key generated(KeySpec spec, Optional<Path> mixFile) throws Exception {
    if (mixFile.isEmpty()) {
      return keys.generate(spec);
    }
    try (var second = KeyMaterial.consume(InputFile.bytes(mixFile.get()))) {
      return keys.generate(spec, second);
    } catch (KeyException e) {
      throw new CommandException(mixFile.get() + ": " + e.getMessage());
    }
  }

  /** A key of our own, which may be loaded: with the mode that is usual for its usage. */
  static NewKey described(
      int ref, String usage, Optional<String> label, boolean diversify, String origin)
      throws KeyException {
    KeyUsage code = KeyUsage.of(usage);
    return new NewKey(
        ref,
        label.orElse(code + "-" + ref),
        new KeyAttributes(code, KeyMode.usual(code), Exportability.EXPORTABLE),
        diversify,
        origin);
  }

  /** Attributes of a key that does not bring them, with the mode that is usual for its usage. */
  static KeyAttributes attributes(String usage, String exportable)
      throws KeyException, UsageException {
    KeyUsage code = KeyUsage.of(usage);
    if (exportable.length() != 1) {
      throw new UsageException("'" + exportable + "' is no exportability", "E, N or S");
    }
    return new KeyAttributes(code, KeyMode.usual(code), Exportability.of(exportable.charAt(0)));
  }

  /**
   * Adds a key.
   *
   * @param known the check value of a key that was made elsewhere: whoever approves the act
   *     approves this very key
   */
  static ApplicationKey add(
      Console console,
      Vault vault,
      String verb,
      String keySet,
      NewKey description,
      Key key,
      Optional<Kcv> known,
      boolean replace)
      throws Exception {
    refuseTaken(vault, keySet, description.ref(), replace);
    return Acts.perform(
        console,
        vault,
        verb,
        keySet + "/" + description.ref(),
        details(description, key.spec(), known, replace),
        grant -> vault.keySets().addKey(grant, keySet, description, key, replace),
        added -> "version " + added.keyVersion() + ", KCV " + added.kcv());
  }

  /** Exactly what is to be added. */
  private static String details(
      NewKey description, KeySpec spec, Optional<Kcv> known, boolean replace) {
    KeyAttributes attributes = description.attributes();
    return "%s %s '%s', mode %s, exportability %s%s, %s%s%s"
        .formatted(
            spec,
            attributes.usage(),
            description.label(),
            attributes.mode().letter(),
            attributes.exportability().letter(),
            description.diversify() ? ", diversified" : "",
            description.origin(),
            known.map(kcv -> ", KCV " + kcv).orElse(""),
            replace ? ", in place of the one that is there" : "");
  }

  static void refuseTaken(Vault vault, String keySet, int ref, boolean replace)
      throws VaultException, CommandException {
    Optional<ApplicationKey> held = vault.keySets().findKey(keySet, ref);
    if (held.isPresent() && !replace) {
      throw new CommandException(
          "%s/%d holds '%s' already, version %d"
              .formatted(keySet, ref, held.get().label(), held.get().keyVersion()),
          "--replace puts another key there, with a higher version");
    }
  }

  record Listed(
      String key,
      String label,
      KeySpec kind,
      String usage,
      int kvn,
      Kcv kcv,
      KeyState state,
      Optional<Instant> protectsUntil,
      Cautioned wellKnown) {
    static Listed of(ApplicationKey key) {
      String name = key.keySet() + "/" + key.ref();
      return new Listed(
          name,
          key.label(),
          key.spec(),
          key.attributes().usage().code(),
          key.keyVersion(),
          key.kcv(),
          key.state(),
          key.life().period().originatorUntil(),
          KeysetCommands.wellKnown(key.wellKnown(), name));
    }
  }

  /** Lists keys. */
  @Command(
      value = "Lists application keys, of one key set or of all, and finds some of them.",
      example = "key:list north --where usage=D0 --where state=active")
  public List<? extends Record> list(
      @Argument(
              value = "KEYSET",
              description = "whose; of all if it is left out",
              values = "keyset")
          Optional<String> keySet,
      @Option(
              value = "--where",
              argument = "NAME=VALUE",
              description = "label, usage, algorithm, state, kcv, origin, or ends=MOMENT")
          List<String> where,
      @Option(
              value = "--offset",
              argument = "N",
              description = "leaves so many out at the beginning",
              otherwise = "0")
          int offset,
      @Option(
              value = "--limit",
              argument = "N",
              description = "shows so many at most",
              otherwise = "1000")
          int limit,
      Console console)
      throws Exception {
    var sets = vaults.require().keySets();
    if (keySet.isPresent()) {
      sets.require(keySet.get());
    }
    KeyFilter filter = KeyWhere.filter(keySet, where);
    List<ApplicationKey> page = sets.page(filter, offset, limit);
    if (page.size() == limit) {
      console.remark(
          "These are %,d of %,d keys: --offset %d shows more"
              .formatted(limit, sets.count(filter), offset + limit));
    }
    return keySet.isPresent()
        ? page.stream().map(Row::of).toList()
        : page.stream().map(Listed::of).toList();
  }
}
