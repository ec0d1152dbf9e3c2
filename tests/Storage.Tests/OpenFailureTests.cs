using System.Globalization;

namespace Wasilo.Storage.Tests;

public class OpenFailureTests
{
    [Fact]
    public async Task A_folder_is_no_SQLite_database()
    {
        using var folder = new TemporaryFolder();

        var message = await FailureAsync($"Data Source={folder.FullPath}");

        message.ShouldContain("can't be opened. Check that the path is a file");
    }

    [Fact]
    public async Task A_file_of_another_kind_is_no_SQLite_database()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("notes.txt"), string.Concat(Enumerable.Repeat("Not a database. ", 100)));

        var message = await FailureAsync($"Data Source={folder.File("notes.txt")}");

        message.ShouldContain("is a file of another kind");
    }

    [Fact]
    public async Task A_file_can_not_be_the_folder_of_a_database()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("notes.txt"), "x");

        var message = await FailureAsync($"Data Source={folder.File("notes.txt/below/wasilo.db")}");

        message.ShouldContain("its folder can't be made");
    }

    [Fact]
    public async Task The_folder_of_a_new_database_is_made_and_private()
    {
        using var folder = new TemporaryFolder();
        await using var database = Database.Parse($"Data Source={folder.File("new/wasilo.db")}");

        await using var connection = await database.OpenAsync(CancellationToken.None);

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(folder.File("new")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Exists(folder.File("new/wasilo.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_listens_on_the_port()
    {
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);

        var message = await FailureAsync($"Host=127.0.0.1;Port={port};Database=x;Username=me;Password=hunter2");

        message.ShouldStartWith($"PostgreSQL database 'x' at 127.0.0.1:{port} can't be reached");
        message.ShouldContain("correct Host and Port");
    }

    [Theory]
    [OnPostgres]
    public async Task A_wrong_password_is_named_as_such_but_not_shown(TestDatabaseKind kind)
    {
        _ = kind;
        var server = await PostgresServer.StartAsync();

        var message = await FailureAsync(server.ConnectionString("postgres").Replace(server.Password, "hunter2", StringComparison.Ordinal));

        message.ShouldContain("refuses this user. Correct Username and Password");
    }

    [Theory]
    [OnPostgres]
    public async Task A_missing_database_is_named(TestDatabaseKind kind)
    {
        _ = kind;
        var server = await PostgresServer.StartAsync();

        var message = await FailureAsync(server.ConnectionString("nowhere"));

        message.ShouldContain("PostgreSQL database 'nowhere'");
        message.ShouldContain("does not exist. Create it");
    }

    private static async Task<string> FailureAsync(string connectionString)
    {
        await using var database = Database.Parse(connectionString);
        var exception = await Should.ThrowAsync<StorageUnavailableException>(() => database.OpenAsync(CancellationToken.None));
        exception.ToString().ShouldNotContain("hunter2");
        exception.Message.ShouldNotContain("\n");
        return exception.Message;
    }
}
