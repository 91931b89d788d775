// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keywright.console.spi.Argument;
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
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Sharing;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeySets.NewKey;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Keys that several people hold: each a part, of which one alone tells nothing. */
@Component
@CommandScope(
    scope = "key",
    commands = {"split", "enter"})
public final class KeyPartCommands implements CommandGroup {
  private static final int TRIES = 3;
  private static final String NUMBER = "{n}";

  private final Vaults vaults;
  private final Keys keys;
  private final KeyParts parts;

  /** Called by the framework. */
  @Activate
  public KeyPartCommands(
      @Reference Vaults vaults, @Reference Keys keys, @Reference KeyParts parts) {
    this.vaults = vaults;
    this.keys = keys;
    this.parts = parts;
  }

  record Part(int number, Kcv kcv, Path file) {}

  record Parted(String key, Kcv kcv, String parted, List<Part> parts) implements Outcome {
    @Override
    public String sentence() {
      return "Key %s, KCV %s, is in %s.".formatted(key, kcv, parted);
    }
  }

  /** Gives a key out in parts. */
  @Command(
      value = "Gives an application key out in parts, each into a file that nobody else can read.",
      example = "key:split north 1 --shares 2 --of 3 --out 'part-{n}.txt'")
  public Parted split(
      @Argument(value = "KEYSET", description = "its key set", values = "keyset") String keySet,
      @Argument(value = "REF", description = "its reference, 1 to 65535") int ref,
      @Option(value = "--components", argument = "N", description = "parts that are all needed")
          Optional<Integer> components,
      @Option(value = "--shares", argument = "N", description = "parts that are enough")
          Optional<Integer> shares,
      @Option(value = "--of", argument = "N", description = "how many shares there are")
          Optional<Integer> of,
      @Option(
              value = "--out",
              argument = "FILE",
              description = "where each goes; {n} is the part's number")
          String out,
      Console console)
      throws Exception {
    Sharing sharing = sharing(components, shares, of);
    List<Path> files = files(out, sharing.parts());
    Vault vault = vaults.require();
    vault.keySets().require(keySet);
    String name = keySet + "/" + ref;
    return Acts.perform(
        console,
        vault,
        "key:split",
        name,
        grant -> {
          refuseUnexportable(vault, keySet, ref);
          try (Key key = grant.applicationKey(keySet, ref)) {
            return new Parted(
                name,
                keys.kcv(key),
                sharing.toString(),
                give(parts.part(key, sharing), files, console));
          }
        },
        parted -> parted.parted() + ", KCV " + parted.kcv());
  }

  private static Sharing sharing(
      Optional<Integer> components, Optional<Integer> shares, Optional<Integer> of)
      throws UsageException {
    if (components.isPresent() == shares.isPresent() || shares.isPresent() != of.isPresent()) {
      throw new UsageException("a key is parted by --components N, or by --shares N --of M", "");
    }
    try {
      return components.isPresent()
          ? Sharing.components(components.get())
          : Sharing.shares(shares.orElseThrow(), of.orElseThrow());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), "");
    }
  }

  private static List<Path> files(String pattern, int count) throws CommandException {
    if (!pattern.contains(NUMBER)) {
      throw new UsageException("--out: each part goes into a file of its own", "write {n} in it");
    }
    var files = new ArrayList<Path>();
    for (int number = 1; number <= count; number++) {
      Path file = Path.of(pattern.replace(NUMBER, String.valueOf(number))).toAbsolutePath();
      if (Files.exists(file)) {
        throw new CommandException("the file exists already: " + file, "nothing was written");
      }
      files.add(file);
    }
    return files;
  }

  private static void refuseUnexportable(Vault vault, String keySet, int ref) throws Exception {
    for (ApplicationKey key : vault.keySets().keys(keySet)) {
      if (key.ref() == ref && key.attributes().exportability() == Exportability.NON_EXPORTABLE) {
        throw new CommandException(keySet + "/" + ref + " is not exportable");
      }
    }
  }

  /** All files are written, or none is left. */
  private List<Part> give(List<KeyPart> made, List<Path> files, Console console)
      throws IOException, CommandException, KeyException {
    var given = new ArrayList<Part>();
    try {
      for (KeyPart part : made) {
        Path file = files.get(part.number() - 1);
        try (KeyMaterial line = parts.write(part)) {
          var labelled = new LinkedHashMap<String, KeyMaterial>(Map.of("", line));
          console.reveal(part.method().part(), labelled, Optional.of(file));
        }
        given.add(new Part(part.number(), parts.checkValue(part), file));
      }
      return given;
    } catch (IOException | CommandException | KeyException | RuntimeException e) {
      for (Part part : given) {
        Files.deleteIfExists(part.file());
      }
      throw e;
    } finally {
      made.forEach(KeyPart::close);
    }
  }

  /** Takes a key in parts. */
  @Command(
      value = "Puts an application key together from parts: hex digits, a comma, the check value.",
      example = "key:enter north 1 --components 3 --algorithm AES-256 --usage K0")
  public KeyCommands.Added enter(
      @Argument(value = "KEYSET", description = "its key set", values = "keyset") String keySet,
      @Argument(value = "REF", description = "its reference, 1 to 65535") int ref,
      @Argument(value = "FILE", description = "a part each; else they are asked for")
          List<Path> files,
      @Option(value = "--components", argument = "N", description = "parts that are all needed")
          Optional<Integer> components,
      @Option(value = "--shares", argument = "N", description = "parts that are enough")
          Optional<Integer> shares,
      @Option(
              value = "--algorithm",
              argument = "KIND",
              description = "as in AES-256 or TDES-128",
              values = "algorithm",
              otherwise = "AES-128")
          KeySpec algorithm,
      @Option(value = "--kcv", argument = "HEX", description = "the check value it has to have")
          Optional<Bytes> kcv,
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
      @Option(value = "--replace", description = "takes the place of the key with this reference")
          boolean replace,
      Console console)
      throws Exception {
    Sharing sharing = sharing(components, shares, shares);
    if (!files.isEmpty() && files.size() != sharing.needed()) {
      throw new UsageException(
          sharing.needed() + " parts are needed, and " + files.size() + " files are named", "");
    }
    Vault vault = vaults.require();
    KeyCommands.refuseTaken(vault, keySet, ref, replace);
    NewKey description =
        KeyCommands.described(
            ref,
            usage,
            label,
            diversify,
            "put together from " + sharing.needed() + " " + sharing.method().part() + "s");
    var taken = new ArrayList<KeyPart>();
    try {
      for (int number = 1; number <= sharing.needed(); number++) {
        taken.add(taken(sharing, algorithm, number, files, console));
      }
      try (Key key = parts.join(taken)) {
        requireKcv(key, kcv);
        return KeyCommands.Added.of(
            KeyCommands.add(console, vault, "key:enter", keySet, description, key, replace),
            List.of());
      }
    } finally {
      taken.forEach(KeyPart::close);
    }
  }

  private KeyPart taken(
      Sharing sharing, KeySpec spec, int number, List<Path> files, Console console)
      throws CommandException, KeyException, IOException, InterruptedException {
    Optional<Path> file = files.isEmpty() ? Optional.empty() : Optional.of(files.get(number - 1));
    String what = sharing.method().part() + " " + number + " of " + sharing.needed();
    int awaited = sharing.method() == Sharing.Method.COMPONENTS ? number : 0;
    for (int tries = 1; ; tries++) {
      try (KeyMaterial line = console.secret(what, file)) {
        return parts.read(line, sharing.method(), spec, awaited);
      } catch (KeyException e) {
        if (file.isPresent() || tries == TRIES) {
          throw new KeyException(what + ": " + e.getMessage(), e);
        }
        console.remark(what + ": " + e.getMessage() + "; once more");
      }
    }
  }

  private void requireKcv(Key key, Optional<Bytes> wanted) throws KeyException, CommandException {
    Kcv made = keys.kcv(key);
    if (wanted.isPresent() && !wanted.get().equals(made.value())) {
      throw new CommandException(
          "the parts make a key with the check value %s, not %s"
              .formatted(made, wanted.get().hex()),
          "one of them is of another key; nothing was kept");
    }
  }
}
