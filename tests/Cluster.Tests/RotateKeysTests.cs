using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary><c>Silo rotate-keys</c> as an operator meets it; what it does to rows is tested with Storage.</summary>
public class RotateKeysTests(TestDatabases databases, ITestOutputHelper output) : IClassFixture<TestDatabases>
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory, OnSqlite, OnPostgres]
    public async Task It_says_which_key_it_seals_with_and_how_much_it_did(TestDatabaseKind kind)
    {
        var connection = $"--Storage:ConnectionString={await databases.CreateAsync(kind)}";
        await using var cluster = new TestCluster(connection, output);
        (await (await cluster.RunAsync("migrate", Executables.Silo, "migrate", connection)).ExitAsync(Patience)).ShouldBe(0);

        var rotation = await cluster.RunAsync("rotate", Executables.Silo, "rotate-keys", connection, $"--Storage:EncryptionKey={Key}");

        (await rotation.ExitAsync(Patience)).ShouldBe(0, rotation.Errors);
        rotation.Output.ShouldContain("sealing all secrets with master key");
        rotation.Output.ShouldContain("0 secrets were sealed anew");
        (rotation.Output + rotation.Errors).ShouldNotContain(Key);
    }

    [Theory]
    [OnPostgres]
    public async Task A_server_needs_a_given_key(TestDatabaseKind kind) => await ShouldFailAsync(kind, "Storage:EncryptionKey is not set.");

    [Theory]
    [OnSqlite]
    public async Task A_key_that_is_none_is_refused_and_not_shown(TestDatabaseKind kind) =>
        await ShouldFailAsync(kind, "Storage:EncryptionKey is neither a key nor a file of keys.", "--Storage:EncryptionKey=hunter2");

    [Theory]
    [OnSqlite]
    public async Task A_database_without_the_schema_is_refused(TestDatabaseKind kind) =>
        await ShouldFailAsync(kind, "Run `Silo migrate` once.", $"--Storage:EncryptionKey={Key}");

    private async Task ShouldFailAsync(TestDatabaseKind kind, string expected, params string[] settings)
    {
        var connection = $"--Storage:ConnectionString={await databases.CreateAsync(kind)}";
        await using var cluster = new TestCluster(connection, output);

        var child = await cluster.RunAsync("rotate", Executables.Silo, ["rotate-keys", connection, .. settings]);

        (await child.ExitAsync(Patience)).ShouldBe(1, child.Output + child.Errors);
        child.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain(expected);
        child.Errors.ShouldNotContain("hunter2");
    }
}
