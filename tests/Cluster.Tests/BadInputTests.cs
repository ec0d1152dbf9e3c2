using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary>What an operator can get wrong: one line that says what to do, and exit code 1.</summary>
public class BadInputTests(TestDatabases databases, ITestOutputHelper output) : IClassFixture<TestDatabases>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("--Storage:ConnectionString=nonsense", "Storage:ConnectionString is not a list of NAME=VALUE")]
    [InlineData("--Storage:ConnectionString=Hots=db;Password=hunter2", "Storage:ConnectionString names neither a file (Data Source) nor a server (Host)")]
    [InlineData("--Storage:ConnectionString=Data Source=/proc/no/such.db", "SQLite database /proc/no/such.db can't be created")]
    [InlineData("--Storage:ConnectionString=Host=127.0.0.1;Port=1;Database=d;Username=u;Password=hunter2", "PostgreSQL database 'd' at 127.0.0.1:1 can't be reached")]
    [InlineData("--Cluster:Mode=many", "Cluster:Mode is 'many'. It must be single or cluster.")]
    [InlineData("--Node:Region=mars", "Node:Region is 'mars'. It must be one of Node:Regions (local).")]
    [InlineData("--Cluster:AdvertisedAddress=no.such.host.invalid", "Cluster:AdvertisedAddress is 'no.such.host.invalid'")]
    [InlineData("--Node:Nmae=a", "Node:Nmae is no setting.")]
    [InlineData("--Cluster:Mode=single", "Cluster:Mode is 'single'. It must be cluster for a silo without an API")]
    [InlineData("strat", "There is no command 'strat'. It must be run, migrate, rotate-keys or --help.")]
    public async Task A_silo_says_what_is_wrong(string argument, string expected)
    {
        await using var cluster = new TestCluster("Data Source=data/wasilo.db", output);
        await ShouldFailAsync(await cluster.RunAsync("silo", Executables.Silo, argument, "--Cluster:SiloPort=0", "--Cluster:GatewayPort=0"), expected);
    }

    [Theory]
    [InlineData("Cluster:SiloPort", "Silo")]
    [InlineData("Cluster:GatewayPort", "Silo")]
    [InlineData("Node:HealthPort", "Silo")]
    [InlineData("Urls", "Api")]
    public async Task A_taken_port_is_named_with_its_setting(string key, string program)
    {
        await using var cluster = new TestCluster("Data Source=data/wasilo.db", output);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var value = key == "Urls" ? $"http://127.0.0.1:{port}" : port;

        var child = program == "Api"
            ? await cluster.RunAsync("api", Executables.Api, $"--{key}={value}")
            : await cluster.RunAsync("silo", Executables.Silo, "--Cluster:SiloPort=0", "--Cluster:GatewayPort=0", $"--{key}={value}");

        await ShouldFailAsync(child, $"{key} is '{value}', but port {port} is taken by another program.");
    }

    [Theory, OnPostgres]
    public async Task A_missing_schema_is_installed_by_migrate_and_by_nothing_else(TestDatabaseKind database)
    {
        var connectionString = await databases.CreateAsync(database);
        await using var cluster = new TestCluster(connectionString, output);

        var silo = await cluster.StartSiloAsync("node-1");
        await ShouldFailAsync(silo, "Run `Silo migrate`", Secret(connectionString));
        var api = await cluster.RunAsync("api", Executables.Api, "--Cluster:Mode=cluster", "--Urls=http://127.0.0.1:0", $"--Storage:ConnectionString={connectionString}");
        await ShouldFailAsync(api, "Run `Silo migrate`", Secret(connectionString));

        await cluster.MigrateAsync();
        await cluster.MigrateAsync();
    }

    [Theory, OnPostgres]
    public async Task A_wrong_password_and_a_missing_database_are_told_without_the_password(TestDatabaseKind database)
    {
        var connectionString = await databases.CreateAsync(database);
        await using var cluster = new TestCluster(connectionString, output);

        await ShouldFailAsync(await RunAsync("hunter2", connectionString.Replace(Secret(connectionString), "hunter2", StringComparison.Ordinal)), "refuses this user", "hunter2");
        await ShouldFailAsync(await RunAsync("database", connectionString + ";Database=nowhere"), "PostgreSQL database 'nowhere'", Secret(connectionString));

        Task<Child> RunAsync(string name, string connection) =>
            cluster.RunAsync(name, Executables.Silo, $"--Storage:ConnectionString={connection}", "--Cluster:SiloPort=0", "--Cluster:GatewayPort=0");
    }

    [Fact]
    public async Task A_name_that_a_living_node_has_is_refused()
    {
        await using var cluster = new TestCluster(await databases.CreateAsync(TestDatabaseKind.Sqlite), output);
        await cluster.StartApiAsync();
        await cluster.StartSiloAsync("node-1");
        await cluster.WaitForActiveAsync("node-1");

        await ShouldFailAsync(await cluster.StartSiloAsync("node-1"), "Node:Name is 'node-1', but another living node has that name.");
        await cluster.WaitForActiveAsync("node-1");
    }

    [Theory]
    [InlineData("Silo")]
    [InlineData("Api")]
    public async Task Help_is_printed_and_nothing_started(string program)
    {
        await using var cluster = new TestCluster("Data Source=data/wasilo.db", output);

        var help = await cluster.RunAsync("help", program == "Api" ? Executables.Api : Executables.Silo, "--help");

        (await help.ExitAsync(Patience)).ShouldBe(0);
        help.Output.ShouldContain("Storage:ConnectionString");
        help.Errors.ShouldBeEmpty();
    }

    private static string Secret(string connectionString) =>
        connectionString.Split(';').Single(part => part.StartsWith("Password=", StringComparison.Ordinal))["Password=".Length..];

    private static async Task ShouldFailAsync(Child child, string expected, string secret = "hunter2")
    {
        (await child.ExitAsync(Patience)).ShouldBe(1, child.Output + child.Errors);
        child.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain(expected);
        (child.Output + child.Errors).ShouldNotContain(secret);
        child.Output.ShouldNotContain("   at ");
    }
}
