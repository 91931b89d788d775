// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
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
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.KeyState;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Suites;
import org.keywright.protocol.SetId;
import org.keywright.vault.KeySet;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Key sets: the modules that share a transport key. */
@Component
@CommandScope(
    scope = "keyset",
    commands = {"create", "list", "show", "compare"})
public final class KeysetCommands implements CommandGroup {
  private static final int SET_ID_LENGTH = 8;

  private final Vaults vaults;
  private final Keys keys;
  private final Suites suites;

  /** Called by the framework. */
  @Activate
  public KeysetCommands(@Reference Vaults vaults, @Reference Keys keys, @Reference Suites suites) {
    this.vaults = vaults;
    this.keys = keys;
    this.suites = suites;
  }

  record Row(
      String name,
      SetId setId,
      Cautioned suite,
      int transportKeyVersion,
      Kcv transportKcv,
      KeyState state,
      Optional<Instant> protectsUntil,
      Cautioned wellKnown,
      Instant created) {}

  record Created(Row keySet, Cautioned suite, Cautioned wellKnown, boolean generated)
      implements Outcome {
    @Override
    public String sentence() {
      return "Key set %s: set id %s, suite %s, transport key version %d %s, KCV %s"
          .formatted(
              keySet.name(),
              keySet.setId(),
              keySet.suite(),
              keySet.transportKeyVersion(),
              generated ? "generated" : "taken from the file",
              keySet.transportKcv());
    }
  }

  record Shown(Row keySet, List<KeyCommands.Row> keys) implements Outcome {
    @Override
    public String sentence() {
      return String.join("\n", TextView.lines(keySet, Style.PLAIN)) + (keys.isEmpty() ? "" : "\n");
    }
  }

  /** Makes a key set. */
  @Command(
      value = "Makes a key set with a transport key, which is generated if no file names it.",
      example = "keyset:create north --suite 01")
  public Created create(
      @Argument(value = "NAME", description = "what it shall be called") String name,
      @Option(
              value = "--suite",
              argument = "ID",
              description = "the suite",
              values = "suite",
              otherwise = "01")
          SuiteId suite,
      @Option(
              value = "--set-id",
              argument = "ID",
              description = "16 hex digits or 1 to 8 characters; otherwise made of the name")
          Optional<SetId> setId,
      @Option(
              value = "--transport-key-file",
              argument = "HEXFILE",
              description = "a file that holds the transport key in hex")
          Optional<Path> transportKeyFile,
      Console console)
      throws Exception {
    Vault vault = vaults.require();
    SetId chosen = setId.isPresent() ? setId.get() : setIdOf(name);
    KeySpec spec = suites.require(suite.value()).keySpec();
    try (Key transportKey =
        transportKeyFile.isPresent()
            ? readHex(transportKeyFile.get(), spec)
            : keys.generate(spec)) {
      KeySet made =
          Acts.perform(
              console,
              vault,
              "keyset:create",
              name,
              "suite %s, set id %s, transport key %s"
                  .formatted(
                      suite,
                      chosen,
                      transportKeyFile.isPresent() ? "KCV " + keys.kcv(transportKey) : "generated"),
              grant ->
                  vault.keySets().create(grant, name, chosen.value(), suite.value(), transportKey),
              keySet -> "transport key KCV " + keySet.transportKcv());
      Row row = row(made);
      return new Created(row, row.suite(), row.wellKnown(), transportKeyFile.isEmpty());
    }
  }

  /** Reads a key from a file of hex digits. */
  static Key readHex(Path file, KeySpec spec) throws IOException, KeyException, CommandException {
    try {
      return Key.of(spec, KeyMaterial.consumeHex(InputFile.bytes(file)));
    } catch (KeyException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
  }

  private static SetId setIdOf(String name) throws UsageException {
    try {
      if (name.length() <= SET_ID_LENGTH) {
        return SetId.parse(name);
      }
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return SetId.of(Arrays.copyOf(digest, SET_ID_LENGTH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "no set id can be made of the name '" + name + "'", "give one with --set-id");
    }
  }

  /** Lists the key sets. */
  @Command(value = "Lists the key sets.", example = "keyset:list")
  public List<Row> list() throws VaultException {
    return vaults.require().keySets().all().stream().map(this::row).toList();
  }

  /** Shows a key set. */
  @Command(value = "Shows a key set and its application keys.", example = "keyset:show north")
  public Shown show(
      @Argument(value = "KEYSET", description = "its name", values = "keyset") String name)
      throws VaultException {
    Vault vault = vaults.require();
    return new Shown(
        row(vault.keySets().require(name)),
        vault.keySets().keys(name).stream().map(KeyCommands.Row::of).toList());
  }

  /** Compares two key sets. */
  @Command(
      value = "Compares the application keys of two key sets, by check value and version.",
      example = "keyset:compare north south")
  public Comparison compare(
      @Argument(value = "KEYSET", description = "the one", values = "keyset") String one,
      @Argument(value = "OTHER", description = "the other", values = "keyset") String other,
      @Option(value = "--all", description = "shows the same ones too") boolean all)
      throws VaultException {
    Vault vault = vaults.require();
    return Comparison.of(
        "key set " + one,
        Comparison.keySet(vault, one),
        "key set " + other,
        Comparison.keySet(vault, other),
        all);
  }

  private Row row(KeySet keySet) {
    return new Row(
        keySet.name(),
        new SetId(keySet.setId()),
        SuiteId.describe(suites, keySet.suite()),
        keySet.transportKeyVersion(),
        keySet.transportKcv(),
        keySet.state(),
        keySet.life().period().originatorUntil(),
        wellKnown(keySet.wellKnown(), "the transport key of " + keySet.name()),
        keySet.created());
  }

  /** A well-known key's name with a warning; nothing for any other key. */
  static Cautioned wellKnown(Optional<String> name, String which) {
    return new Cautioned(
        name.orElse(""), name.map(n -> "A well-known test key is " + which + ": " + n));
  }
}
