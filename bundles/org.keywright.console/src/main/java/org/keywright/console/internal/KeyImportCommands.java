// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.keywright.crypto.KeyAttributes;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyWrap;
import org.keywright.crypto.KeyWraps;
import org.keywright.crypto.Keys;
import org.keywright.crypto.OptionalBlockValue;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Application keys that come from elsewhere under another key. */
@Component
@CommandScope(
    scope = "key",
    commands = {"import"})
public final class KeyImportCommands implements CommandGroup {
  private final Vaults vaults;
  private final Keys keys;
  private final KeyBlocks blocks;
  private final KeyWraps wraps;

  /** Called by the framework. */
  @Activate
  public KeyImportCommands(
      @Reference Vaults vaults,
      @Reference Keys keys,
      @Reference KeyBlocks blocks,
      @Reference KeyWraps wraps) {
    this.vaults = vaults;
    this.keys = keys;
    this.blocks = blocks;
    this.wraps = wraps;
  }

  /** How a key is wrapped that is in no key block. */
  enum Wrap {
    /** RFC 5649. */
    KWP,
    /** RFC 3394. */
    KW
  }

  record Field(String block, String meaning, String value) {
    static Field of(OptionalBlockValue value) {
      return new Field(value.id(), value.meaning(), value.value());
    }
  }

  record Imported(
      String keySet,
      KeyCommands.Row key,
      Cautioned wellKnown,
      List<Cautioned> notes,
      List<Field> fields)
      implements Outcome {
    @Override
    public String sentence() {
      return new KeyCommands.Added(keySet, key, wellKnown, notes).sentence();
    }
  }

  /** Imports a key. */
  @Command(
      name = "import",
      value = "Imports an application key: from a key block (TR-31, X9.143), or by AES key wrap.",
      example = "key:import north 1 --block-file tmk.tr31 --kbpk-file kbpk.hex --diversify")
  public Imported importKey(
      @Argument(value = "KEYSET", description = "its key set", values = "keyset") String keySet,
      @Argument(value = "REF", description = "its reference, 1 to 65535") int ref,
      @Option(value = "--block-file", argument = "FILE", description = "holds the key block")
          Optional<Path> blockFile,
      @Option(
              value = "--kbpk-file",
              argument = "FILE",
              description = "holds the key block protection key in hex")
          Optional<Path> kbpkFile,
      @Option(
              value = "--kbpk",
              argument = "KEY",
              description = "the protection key in the vault, of usage K1",
              values = "key")
          Optional<KeyName> kbpk,
      @Option(
              value = "--wrapped-file",
              argument = "FILE",
              description = "holds the wrapped key in hex, if it is in no key block")
          Optional<Path> wrappedFile,
      @Option(
              value = "--kek-file",
              argument = "FILE",
              description = "holds the key encryption key in hex, of AES")
          Optional<Path> kekFile,
      @Option(
              value = "--wrap",
              argument = "WAY",
              description = "kwp (RFC 5649) or kw (RFC 3394)",
              otherwise = "kwp")
          Wrap wrap,
      @Option(
              value = "--algorithm",
              argument = "KIND",
              description = "of a wrapped key, as in AES-256; a key block says it itself",
              values = "algorithm")
          Optional<KeySpec> algorithm,
      @Option(
              value = "--usage",
              argument = "CODE",
              description = "of a wrapped key, X9.143; D0 if it is not said",
              values = "usage")
          Optional<String> usage,
      @Option(
              value = "--exportable",
              argument = "LETTER",
              description = "of a wrapped key: E, N or S, as in X9.143; E if it is not said")
          Optional<String> exportable,
      @Option(value = "--label", argument = "TEXT", description = "what people call it")
          Optional<String> label,
      @Option(value = "--diversify", description = "each module gets its own key derived from it")
          boolean diversify,
      @Option(value = "--replace", description = "takes the place of the key with this reference")
          boolean replace,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    vault.keySets().require(keySet);
    var target = new Target(console, vault, keySet, ref, label, diversify, replace);
    if (wrappedFile.isPresent() && kekFile.isPresent() && blockFile.isEmpty() && kbpk.isEmpty()) {
      KeySpec spec =
          algorithm.orElseThrow(
              () ->
                  new UsageException(
                      "a wrapped key does not say what kind it is",
                      "--algorithm does, as in --algorithm AES-256"));
      return wrapped(target, wrappedFile.get(), kekFile.get(), wrap, spec, usage, exportable);
    }
    if (blockFile.isEmpty()
        || kbpkFile.isPresent() == kbpk.isPresent()
        || wrappedFile.isPresent()) {
      throw new UsageException(
          "a key comes from a key block or is a wrapped one",
          "--block-file and --kbpk-file or --kbpk, or --wrapped-file and --kek-file");
    }
    if (algorithm.isPresent() || usage.isPresent() || exportable.isPresent()) {
      throw new UsageException(
          "a key block says itself what its key is for",
          "leave out --algorithm, --usage and --exportable");
    }
    return fromBlock(target, blockFile.get(), kbpkFile, kbpk);
  }

  /** Where the key goes. */
  private record Target(
      Console console,
      Vault vault,
      String keySet,
      int ref,
      Optional<String> label,
      boolean diversify,
      boolean replace) {
    ApplicationKey add(KeyAttributes attributes, String origin, Key key, Kcv kcv) throws Exception {
      var description =
          new NewKey(
              ref, label.orElse(attributes.usage() + "-" + ref), attributes, diversify, origin);
      return KeyCommands.add(
          console, vault, "key:import", keySet, description, key, Optional.of(kcv), replace);
    }
  }

  private Imported fromBlock(
      Target target, Path blockFile, Optional<Path> kbpkFile, Optional<KeyName> kbpkName)
      throws Exception {
    KeyBlock block = KeyBlockFile.parse(blocks, blockFile);
    var header = block.header();
    try (Key kbpk =
            kbpkName.isPresent()
                ? own(target, kbpkName.get())
                : KeyBlockFile.protectionKey(kbpkFile.orElseThrow(), header.version());
        var opened = KeyBlockFile.open(blocks, block, kbpk, blockFile)) {
      TestKeys.refuse(target.vault(), keys.wellKnownName(kbpk), "key block protection key");
      ApplicationKey added =
          target.add(
              header.attributes(),
              KeyBlockFile.origin(block, opened),
              opened.key(),
              keys.kcv(opened.key()));
      var notes =
          Stream.of(
                  Stream.of(KeyBlockFile.protection(keys.wellKnownName(kbpk))),
                  Stream.of(note(target, header.attributes())),
                  KeyBlockFile.remarks(opened))
              .flatMap(each -> each);
      return imported(added, notes, header.values());
    }
  }

  /** A protection key of the vault; that it was used stands in the log under its own name. */
  private static Key own(Target target, KeyName kbpk) throws Exception {
    return Acts.perform(
        target.console(),
        target.vault(),
        "key:unwrap",
        String.valueOf(kbpk),
        "to open a key block",
        grant -> grant.open(kbpk, KeyOperation.UNWRAP),
        opened -> "");
  }

  private static Imported imported(
      ApplicationKey added, Stream<Cautioned> notes, List<OptionalBlockValue> values) {
    KeyCommands.Row row = KeyCommands.Row.of(added);
    return new Imported(
        added.keySet(),
        row,
        row.wellKnown(),
        notes.filter(note -> note.caution().isPresent()).toList(),
        values.stream().map(Field::of).toList());
  }

  /** What the key's own exportability means for loading. */
  private static Cautioned note(Target target, KeyAttributes attributes) {
    boolean stays = attributes.exportability() == Exportability.NON_EXPORTABLE;
    return new Cautioned(
        "",
        stays && !target.diversify()
            ? Optional.of(
                ("%s/%d is marked as not exportable: it cannot be loaded as it is; import it with"
                        + " --diversify to give each module a key derived from it")
                    .formatted(target.keySet(), target.ref()))
            : Optional.empty());
  }

  private Imported wrapped(
      Target target,
      Path file,
      Path kekFile,
      Wrap wrap,
      KeySpec spec,
      Optional<String> usage,
      Optional<String> exportable)
      throws Exception {
    KeyAttributes attributes = KeyCommands.attributes(usage.orElse("D0"), exportable.orElse("E"));
    KeyWrap algorithm = wrap == Wrap.KWP ? wraps.kwp() : wraps.kw();
    try (Key kek = KeyBlockFile.keyEncryptionKey(kekFile);
        Key key = unwrapped(algorithm, kek, spec, file)) {
      TestKeys.refuse(target.vault(), keys.wellKnownName(kek), "key encryption key in " + kekFile);
      ApplicationKey added =
          target.add(
              attributes,
              "from " + algorithm.name() + " under a " + kek.spec() + KeyBlockFile.parity(key),
              key,
              keys.kcv(key));
      Cautioned known =
          new Cautioned(
              "",
              keys.wellKnownName(kek)
                  .map(name -> "The key encryption key is a well-known test key: " + name));
      return imported(added, Stream.of(known, note(target, attributes)), List.of());
    }
  }

  private static Key unwrapped(KeyWrap algorithm, Key kek, KeySpec spec, Path file)
      throws Exception {
    String text = new String(InputFile.bytes(file), StandardCharsets.ISO_8859_1);
    try {
      Bytes wrapped = Bytes.ofHex(text.replaceAll("\\s", ""));
      return Key.of(spec, algorithm.unwrap(kek, wrapped.toArray()));
    } catch (KeyException e) {
      throw new CommandException(file + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new CommandException(file + ": a wrapped key is hex digits, two for each byte");
    }
  }
}
