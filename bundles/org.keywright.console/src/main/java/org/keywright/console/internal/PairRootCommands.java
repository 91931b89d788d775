// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.keywright.console.spi.Argument;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandException;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Console;
import org.keywright.console.spi.Option;
import org.keywright.console.spi.Outcome;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeyBlock;
import org.keywright.crypto.KeyBlocks;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyMode;
import org.keywright.crypto.Keys;
import org.keywright.engine.pairing.Pairings;
import org.keywright.protocol.pairing.CodeMode;
import org.keywright.protocol.pairing.CodeRule;
import org.keywright.protocol.pairing.PolicySettings;
import org.keywright.protocol.pairing.StartCount;
import org.keywright.protocol.pairing.VictimPolicy;
import org.keywright.vault.PairingEstate;
import org.keywright.vault.RootKey;
import org.keywright.vault.RootPurpose;
import org.keywright.vault.VaultException;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Estates of modules and hosts, and their root keys. */
@Component
@CommandScope(
    scope = "pair",
    commands = {"estate", "generation", "import"})
public final class PairRootCommands implements CommandGroup {
  private final Pairings pairings;
  private final Vaults vaults;
  private final Keys keys;
  private final KeyBlocks blocks;

  /** Called by the framework. */
  @Activate
  public PairRootCommands(
      @Reference Pairings pairings,
      @Reference Vaults vaults,
      @Reference Keys keys,
      @Reference KeyBlocks blocks) {
    this.pairings = pairings;
    this.vaults = vaults;
    this.keys = keys;
    this.blocks = blocks;
  }

  /** Which root key of an estate. */
  enum Root {
    /** K_CM, from which the keys of modules come. */
    MODULE(RootPurpose.PAIRING_MODULE_ROOT, "module root"),
    /** k, under which cryptograms are made. */
    CRYPTOGRAM(RootPurpose.CY_KEY, "cryptogram key"),
    /** MHKey, from which the keys of hosts come. */
    HOST(RootPurpose.HOST_ROOT, "host root");

    private final RootPurpose purpose;
    private final String words;

    Root(RootPurpose purpose, String words) {
      this.purpose = purpose;
      this.words = words;
    }
  }

  record Made(
      String estate, boolean roots, int places, int digits, int hosts, int newHosts, long days)
      implements Outcome {
    @Override
    public String sentence() {
      return ("Estate %s: modules have %d places and codes of %d digits; at most %d hosts each,"
              + " %d new ones within %d days%s")
          .formatted(
              estate,
              places,
              digits,
              hosts,
              newHosts,
              days,
              roots ? "" : "; it has no root keys yet, pair:import brings them");
    }
  }

  record Generation(String estate, String root, int generation, String kcv) implements Outcome {
    @Override
    public String sentence() {
      return "Estate %s: %s of generation %d, KCV %s; for units made from now on"
          .formatted(estate, root, generation, kcv);
    }
  }

  record Imported(
      String estate,
      String root,
      int generation,
      String kcv,
      String version,
      Cautioned wellKnown,
      Cautioned protection,
      List<Cautioned> notes)
      implements Outcome {
    @Override
    public String sentence() {
      return "Estate %s: %s of generation %d, KCV %s, from a version %s key block"
          .formatted(estate, root, generation, kcv, version);
    }
  }

  /** Makes an estate. */
  @Command(
      value = "Makes an estate: root keys for its modules and hosts, and what the centre allows.",
      example = "pair:estate pay-tv --places 5 --digits 8 --hosts 8 --new-hosts 4 --days 90")
  public Made estate(
      @Argument(value = "NAME", description = "how it is called") String name,
      @Option(
              value = "--suite",
              argument = "ID",
              description = "its suite",
              values = "suite",
              otherwise = "01")
          SuiteId suite,
      @Option(
              value = "--places",
              argument = "N",
              description = "how many hosts a module can be paired with, 1 to 32",
              otherwise = "5")
          int places,
      @Option(
              value = "--digits",
              argument = "N",
              description = "how many digits a code has, 6 to 10",
              otherwise = "8")
          int digits,
      @Option(
              value = "--codes",
              argument = "MODE",
              description = "what a code is made of",
              otherwise = "per-host-and-pairing")
          CodeMode codes,
      @Option(
              value = "--victims",
              argument = "POLICY",
              description = "which pairing goes when there is no free place",
              otherwise = "least-active")
          VictimPolicy victims,
      @Option(
              value = "--start",
              argument = "COUNT",
              description = "where the activity counter of a new pairing begins",
              otherwise = "lowest-of-others")
          StartCount start,
      @Option(
              value = "--hosts",
              argument = "N",
              description = "how many hosts the centre allows a module",
              otherwise = "8")
          int hosts,
      @Option(
              value = "--new-hosts",
              argument = "N",
              description = "how many of them may be new within a period",
              otherwise = "4")
          int newHosts,
      @Option(value = "--days", argument = "N", description = "that period", otherwise = "90")
          int days,
      @Option(
              value = "--without-roots",
              description = "makes no root keys: pair:import brings those made elsewhere")
          boolean withoutRoots,
      Console console)
      throws KeyException, VaultException, CommandException {
    try {
      var settings =
          PolicySettings.DEFAULT.with(victims).with(start).with(new CodeRule(codes, digits));
      var limits = new PairingEstate.Limits(hosts, newHosts, Duration.ofDays(days));
      if (withoutRoots) {
        pairings.createEmptyEstate(console.actor(), name, suite.value(), settings, places, limits);
      } else {
        pairings.createEstate(console.actor(), name, suite.value(), settings, places, limits);
      }
    } catch (IllegalArgumentException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
    return new Made(name, !withoutRoots, places, digits, hosts, newHosts, days);
  }

  /** Makes a root key's next generation. */
  @Command(
      value = "Makes the next generation of one of an estate's root keys.",
      example = "pair:generation pay-tv cryptogram")
  public Generation generation(
      @Argument(value = "ESTATE", description = "the estate", values = "estate") String estate,
      @Argument(value = "ROOT", description = "which root") Root root,
      Console console)
      throws KeyException, VaultException {
    RootKey made = pairings.nextGeneration(console.actor(), estate, root.purpose);
    return new Generation(estate, root.words, made.generation(), kcv(made));
  }

  private static String kcv(RootKey root) {
    return root.kcv().map(Object::toString).orElse("");
  }

  /** Imports a root key. */
  @Command(
      name = "import",
      value = "Imports a root key of an estate that was made elsewhere, from a key block.",
      example =
          "pair:import pay-tv module --block-file kcm.tr31 --kbpk-file kbpk.hex --generation 1")
  public Imported importRoot(
      @Argument(value = "ESTATE", description = "the estate", values = "estate") String estate,
      @Argument(value = "ROOT", description = "which root") Root root,
      @Option(value = "--block-file", argument = "FILE", description = "holds the key block")
          Path blockFile,
      @Option(
              value = "--kbpk-file",
              argument = "FILE",
              description = "holds the key block protection key in hex")
          Path kbpkFile,
      @Option(
              value = "--generation",
              argument = "N",
              description = "the generation that it has elsewhere",
              otherwise = "1")
          int generation,
      Console console)
      throws Exception {
    vaults.require().pairings().requireEstate(estate);
    KeyBlock block = KeyBlockFile.parse(blocks, blockFile);
    KeyMode mode = block.header().attributes().mode();
    if (mode != KeyMode.DERIVE && mode != KeyMode.ANY) {
      throw new CommandException(
          "%s: the block says mode of use %s, but other keys are derived from a root key: X or N"
              .formatted(blockFile, mode.letter()));
    }
    String version = String.valueOf(block.header().version());
    try (Key kbpk = KeyBlockFile.protectionKey(kbpkFile, block.header().version());
        var opened = KeyBlockFile.open(blocks, block, kbpk, blockFile)) {
      TestKeys.refuse(
          vaults.require(), keys.wellKnownName(kbpk), "key block protection key in " + kbpkFile);
      RootKey made =
          pairings.importRoot(
              console.actor(),
              estate,
              root.purpose,
              generation,
              opened.key(),
              KeyBlockFile.origin(block, opened));
      return new Imported(
          estate,
          root.words,
          made.generation(),
          kcv(made),
          version,
          KeysetCommands.wellKnown(made.wellKnown(), "the " + root.words + " of " + estate),
          KeyBlockFile.protection(keys.wellKnownName(kbpk)),
          KeyBlockFile.remarks(opened).toList());
    }
  }
}
