// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.transport.sim.Fault;

class ModelsTest {

  @Test
  void helpNamesEveryFault() {
    var fault =
        CommandModel.read("sim", SimCommands.class).stream()
            .filter(model -> model.name().equals("sim:fault"))
            .flatMap(model -> model.arguments().stream())
            .filter(argument -> argument.type() == Fault.class)
            .toList();
    assertThat(fault).hasSize(1);
    assertThat(fault.getFirst().description().split("[ ,]+"))
        .contains(Arrays.stream(Fault.Kind.values()).map(Fault.Kind::word).toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ApduCommands.class,
        ApproveCommands.class,
        CentreCommands.class,
        CeremonyCommands.class,
        ClaimsCommands.class,
        ControlCommands.class,
        DownloadCommands.class,
        JobCommands.class,
        JobReportCommands.class,
        KeyCommands.class,
        KeyCompareCommands.class,
        KeyExportCommands.class,
        KeyLifeCommands.class,
        KeyEndingCommands.class,
        KeyRestrictCommands.class,
        KeyMatrixCommands.class,
        KeyImportCommands.class,
        KeyPartCommands.class,
        KeysetCommands.class,
        LinkCommands.class,
        OfficerCommands.class,
        AppointmentCommands.class,
        PeriodCommands.class,
        RequestCommands.class,
        AuditCommands.class,
        ForwardingCommands.class,
        PersoDecommissionCommands.class,
        PersoDeviceCommands.class,
        PersoOrderCommands.class,
        PersoManufacturerCommands.class,
        PersoUnitCommands.class,
        PersoCentralCommands.class,
        PersoRegisterCommands.class,
        PairCodeCommands.class,
        PairContactCommands.class,
        PairOrderCommands.class,
        PairRegisterCommands.class,
        PairPolicyCommands.class,
        PairProductionCommands.class,
        PairRootCommands.class,
        PcscCommands.class,
        RehearsalCommands.class,
        ResumeCommands.class,
        SecuredRoomCommands.class,
        SimCommands.class,
        SimModuleCommands.class,
        SimReaderCommands.class,
        RuleCommands.class,
        SuiteCommands.class,
        TlsCommands.class,
        TlsFileCommands.class,
        UpkeepCommands.class,
        VaultCommands.class,
        VersionCommands.class
      })
  void everyCommandIsDescribedAndItsExampleIsOne(Class<? extends CommandGroup> group)
      throws Exception {
    var models = CommandModel.read("", group);
    assertThat(models).isNotEmpty();
    for (var model : models) {
      assertThat(model.description()).endsWith(".").hasSizeLessThan(110);
      assertThat(model.example()).containsPattern("(^|[:( ])" + model.name() + "($|[) ])");
      assertThat(model.parameters())
          .allMatch(p -> p.role() == Parameter.Role.CONSOLE || !p.description().isEmpty());
      for (var option : model.options()) {
        assertThat(option.name()).startsWith("--");
        if (!option.otherwise().isEmpty()) {
          assertThat(Coercion.convert(option.name(), option.type(), option.otherwise()))
              .isNotNull();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ApduCommands.class,
        ApproveCommands.class,
        CentreCommands.class,
        CeremonyCommands.class,
        ClaimsCommands.class,
        DownloadCommands.class,
        JobCommands.class,
        JobReportCommands.class,
        KeyCommands.class,
        KeyCompareCommands.class,
        KeyExportCommands.class,
        KeyLifeCommands.class,
        KeyEndingCommands.class,
        KeyRestrictCommands.class,
        KeyMatrixCommands.class,
        KeyImportCommands.class,
        KeyPartCommands.class,
        KeysetCommands.class,
        LinkCommands.class,
        AuditCommands.class,
        ForwardingCommands.class,
        PersoDecommissionCommands.class,
        PersoDeviceCommands.class,
        PersoOrderCommands.class,
        PersoManufacturerCommands.class,
        PersoUnitCommands.class,
        PersoCentralCommands.class,
        PersoRegisterCommands.class,
        PairCodeCommands.class,
        PairContactCommands.class,
        PairOrderCommands.class,
        PairPolicyCommands.class,
        PairProductionCommands.class,
        PairRootCommands.class,
        PcscCommands.class,
        RehearsalCommands.class,
        ResumeCommands.class,
        SecuredRoomCommands.class,
        SimCommands.class,
        SimModuleCommands.class,
        SimReaderCommands.class,
        RuleCommands.class,
        SuiteCommands.class,
        TlsCommands.class,
        TlsFileCommands.class,
        UpkeepCommands.class,
        VaultCommands.class,
        VersionCommands.class
      })
  void serviceNamesExactlyTheCommandsThatTheGroupHas(Class<? extends CommandGroup> group) {
    assertThat(CommandModel.read("", group))
        .extracting(CommandModel::name)
        .containsExactlyInAnyOrder(group.getAnnotation(CommandScope.class).commands());
  }
}
