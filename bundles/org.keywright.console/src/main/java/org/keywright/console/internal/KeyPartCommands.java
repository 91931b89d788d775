// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.keywright.crypto.Kcv;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyPart;
import org.keywright.crypto.KeyParts;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Keys;
import org.keywright.crypto.Sharing;
import org.keywright.letters.Letter;
import org.keywright.letters.Letters;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.KeyName;
import org.keywright.vault.KeyOperation;
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
  private final Vaults vaults;
  private final Keys keys;
  private final KeyParts parts;
  private final Letters letters;
  private final InstantSource clock = InstantSource.system();

  /** Called by the framework. */
  @Activate
  public KeyPartCommands(
      @Reference Vaults vaults,
      @Reference Keys keys,
      @Reference KeyParts parts,
      @Reference Letters letters) {
    this.vaults = vaults;
    this.keys = keys;
    this.parts = parts;
    this.letters = letters;
  }

  record Part(int number, String custodian, Kcv kcv, String where) {}

  record Parted(String key, Kcv kcv, String parted, List<Part> parts) implements Outcome {
    @Override
    public String sentence() {
      return "Key %s, KCV %s, is in %s.".formatted(key, kcv, parted);
    }
  }

  record Tried(List<String> pages) implements Outcome {
    @Override
    public String sentence() {
      return "Test prints without secrets: " + String.join(", ", pages);
    }
  }

  /** Gives a key out in parts. */
  @Command(
      value = "Gives an application key out in parts: letters to a printer, or files of one each.",
      example = "key:split north 1 --shares 2 --of 3 --printer vault-room --names ann,ben,cleo")
  public Outcome split(
      @Argument(value = "KEYSET", description = "its key set", values = "keyset") String keySet,
      @Argument(value = "REF", description = "its reference, 1 to 65535") int ref,
      @Option(value = "--components", argument = "N", description = "parts that are all needed")
          Optional<Integer> components,
      @Option(value = "--shares", argument = "N", description = "parts that are enough")
          Optional<Integer> shares,
      @Option(value = "--of", argument = "N", description = "how many shares there are")
          Optional<Integer> of,
      @Option(value = "--printer", argument = "NAME", description = "print a letter for each")
          Optional<String> printer,
      @Option(
              value = "--pdf",
              argument = "FILE",
              description = "write a letter for each; {n} is the part's number, {name} the holder")
          Optional<String> pdf,
      @Option(
              value = "--out",
              argument = "FILE",
              description = "write each as a line that can be typed; {n} and {name} as above")
          Optional<String> out,
      @Option(value = "--names", argument = "A,B,…", description = "who gets them")
          Optional<String> names,
      @Option(value = "--test-print", description = "print the letters without the secret")
          boolean testPrint,
      Console console)
      throws Exception {
    Sharing sharing = sharing(components, shares, of);
    var output = new PartOutput(PartOutput.Where.of(out, pdf, printer), letters, parts, console);
    List<String> holders = holders(names, sharing);
    Vault vault = vaults.require();
    ApplicationKey stored = vault.keySets().requireKey(keySet, ref);
    if (testPrint) {
      return tried(output, all(vault, stored, sharing, holders));
    }
    output.requireNew(all(vault, stored, sharing, holders));
    return Acts.perform(
        console,
        vault,
        "key:split",
        keySet + "/" + ref,
        "version %d in %s".formatted(stored.keyVersion(), sharing),
        grant -> {
          try (Key key = grant.open(KeyName.of(keySet, ref), KeyOperation.PART)) {
            return new Parted(
                keySet + "/" + ref,
                keys.kcv(key),
                sharing.toString(),
                give(key, all(vault, stored, sharing, holders), output));
          }
        },
        parted -> parted.parted() + ", KCV " + parted.kcv());
  }

  private static List<String> holders(Optional<String> names, Sharing sharing)
      throws UsageException {
    if (names.isEmpty()) {
      return Collections.nCopies(sharing.parts(), "");
    }
    List<String> each = Arrays.stream(names.get().split(",", -1)).map(String::strip).toList();
    if (each.size() != sharing.parts() || Set.copyOf(each).size() < each.size()) {
      throw new UsageException(
          "--names: %d different names are needed, one for each part".formatted(sharing.parts()),
          "");
    }
    return each;
  }

  private List<Letter> all(Vault vault, ApplicationKey key, Sharing sharing, List<String> holders) {
    var all = new ArrayList<Letter>();
    for (int number = 1; number <= sharing.parts(); number++) {
      String holder = holders.get(number - 1);
      all.add(
          new Letter(
              vault.info().name(),
              "%s/%d '%s'".formatted(key.keySet(), key.ref(), key.label()),
              key.spec(),
              sharing,
              number,
              holder.isEmpty() ? "holder of part " + number : holder,
              "",
              clock.instant(),
              Optional.empty(),
              Optional.empty()));
    }
    return all;
  }

  private static Tried tried(PartOutput output, List<Letter> all)
      throws CommandException, IOException, InterruptedException {
    output.requireNew(all);
    var pages = new ArrayList<String>();
    for (Letter letter : all) {
      pages.add(output.tryOut(letter));
    }
    return new Tried(pages);
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

  /** All files are written, or none is left. */
  private List<Part> give(Key key, List<Letter> all, PartOutput output)
      throws IOException, CommandException, KeyException, InterruptedException {
    List<KeyPart> made = parts.part(key, all.getFirst().sharing());
    var given = new ArrayList<Part>();
    try {
      for (KeyPart part : made) {
        Letter letter =
            all.get(part.number() - 1)
                .checked(new Letter.Check(parts.checkValue(part), keys.kcv(key)));
        String where = output.give(letter, part);
        given.add(
            new Part(
                part.number(), letter.custodian(), letter.check().orElseThrow().part(), where));
      }
      return given;
    } catch (IOException
        | CommandException
        | KeyException
        | InterruptedException
        | RuntimeException e) {
      output.withdraw();
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
    var input = new PartInput(parts, console);
    try {
      for (int number = 1; number <= sharing.needed(); number++) {
        taken.add(
            input.take(
                sharing.method().part() + " " + number + " of " + sharing.needed(),
                sharing.method(),
                algorithm,
                sharing.method() == Sharing.Method.COMPONENTS ? number : 0,
                files.isEmpty() ? Optional.empty() : Optional.of(files.get(number - 1))));
      }
      try (Key key = parts.join(taken)) {
        requireKcv(key, kcv);
        return KeyCommands.Added.of(
            KeyCommands.add(
                console,
                vault,
                "key:enter",
                keySet,
                description,
                key,
                Optional.of(keys.kcv(key)),
                replace),
            List.of());
      }
    } finally {
      taken.forEach(KeyPart::close);
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
