using Microsoft.Extensions.Configuration;
using Wasilo.Simulator.Errors;
using Wasilo.Simulator.Host;

namespace Wasilo.Simulator.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Without_arguments_the_program_listens_on_its_own_port() => Read().Port.ShouldBe(SettingsReader.DefaultPort);

    [Fact]
    public void Arguments_come_with_or_without_an_equals_sign()
    {
        var options = Read("--Port=9000", "--seed", "7", "--CloseGrace=00:00:01");

        options.ShouldBe(new SimulatorOptions
        {
            Port = 9000,
            TlsPort = SettingsReader.DefaultTlsPort,
            EdgePort = SettingsReader.DefaultEdgePort,
            Seed = 7,
            CloseGrace = TimeSpan.FromSeconds(1),
        });
    }

    [Theory]
    [InlineData("--Prot=9000")]
    [InlineData("--Port=many")]
    [InlineData("--Port=70000")]
    [InlineData("--TlsPort=70000")]
    [InlineData("--TlsCertificate=without-tls.pem")]
    [InlineData("--Edges=-1")]
    [InlineData("--Edges=10000")]
    [InlineData("--EdgePort=70000")]
    [InlineData("--Address=localhost")]
    [InlineData("--MaxConnections=0")]
    [InlineData("--HandshakeTimeout=00:00:00")]
    [InlineData("--Port")]
    [InlineData("Port=9000")]
    public void A_setting_that_makes_no_sense_is_refused(string argument) =>
        Should.Throw<InvalidSettingsException>(() => Read(argument));

    private static SimulatorOptions Read(params string[] args)
    {
        var configuration = new ConfigurationManager();
        SettingsReader.AddArguments(configuration, args);
        return SettingsReader.Read(configuration);
    }
}
