namespace Wasilo.Storage.Tests;

public class ConnectionStringTests
{
    [Fact]
    public async Task Data_Source_is_SQLite()
    {
        await using var database = Database.Parse("Data Source=data/wasilo.db");

        database.Kind.ShouldBe(DatabaseKind.Sqlite);
        database.Invariant.ShouldBe("System.Data.SQLite");
        database.Folder.ShouldBe(Path.GetFullPath("data"));
        database.Description.ShouldBe($"SQLite database {Path.GetFullPath("data/wasilo.db")}");
    }

    [Fact]
    public async Task Host_is_PostgreSQL()
    {
        await using var database = Database.Parse("Host=db.example;Port=6543;Database=wasilo;Username=me;Password=hunter2");

        database.Kind.ShouldBe(DatabaseKind.PostgreSql);
        database.Invariant.ShouldBe("Npgsql");
        database.Folder.ShouldBeNull();
        database.Description.ShouldBe("PostgreSQL database 'wasilo' at db.example:6543");
        database.ConnectionString.ShouldContain("hunter2");
    }

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData(" ", "is empty")]
    [InlineData("wasilo.db", "not a list of NAME=VALUE")]
    [InlineData("Host=", "neither a file (Data Source) nor a server (Host)")]
    [InlineData("Database=wasilo", "neither a file (Data Source) nor a server (Host)")]
    [InlineData("Data Source=x.db;Host=localhost", "both a file (Data Source) and a server (Host)")]
    [InlineData("Data Source=''", "empty Data Source")]
    [InlineData("Data Source=:memory:", "in memory")]
    [InlineData("Data Source=x;Mode=Memory", "in memory")]
    [InlineData("Host='';Database=x", "empty Host")]
    [InlineData("Host=localhost;Colour=blue", "setting number 2")]
    [InlineData("Host=localhost;Port=many", "setting number 2")]
    [InlineData("Data Source=x.db;Colour=blue", "setting number 2")]
    public void A_connection_string_that_makes_no_sense_is_refused_with_advice(string? connectionString, string expected)
    {
        var exception = Should.Throw<StorageConfigurationException>(() => Database.Parse(connectionString));

        exception.Message.ShouldContain("Storage:ConnectionString");
        exception.Message.ShouldContain(expected);
        exception.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("Host=localhost;Password=secret;secret2=x")]
    [InlineData("Host=localhost;Password=secret;secret2")]
    [InlineData("Host=localhost;Password='secret")]
    [InlineData("Password=secret;secret2=1")]
    public void No_error_quotes_the_password(string connectionString)
    {
        var exception = Should.Throw<StorageConfigurationException>(() => Database.Parse(connectionString));

        exception.ToString().ShouldNotContain("secret");
    }
}
