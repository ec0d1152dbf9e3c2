using Dapper;

namespace Wasilo.Storage.Tests;

public class SqliteSettingsTests
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")] // FULL
    [InlineData("busy_timeout", "30000")]
    [InlineData("foreign_keys", "1")]
    public async Task A_connection_has_the_setting(string pragma, string expected)
    {
        using var folder = new TemporaryFolder();
        await using var database = Database.Parse($"Data Source={folder.File("wasilo.db")}");
        await using var connection = await database.OpenAsync(CancellationToken.None);

        (await connection.ExecuteScalarAsync<string>($"PRAGMA {pragma}")).ShouldBe(expected);
    }
}
