using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Wasilo.Storage;
using Wasilo.Storage.Accounts;
using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary>
/// Silos and an API as processes of one cluster. When it is disposed nothing of it runs any more, and everything that
/// they wrote is in the test's output, which the runner shows when the test failed.
/// </summary>
internal sealed class TestCluster(string connectionString, ITestOutputHelper output) : IAsyncDisposable
{
    private const int SqliteBusy = 5;
    private const string Key = "wa_abcdefghijkl_0123456789012345678901234567890123456789012";

    // Silos that share a server must be given theirs.
    private readonly string _encryptionKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly TemporaryFolder _folder = new();
    private readonly List<Child> _children = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>An account, and a key of it that may do everything: <see cref="Http"/> has it.</summary>
    public async Task AddKeyAsync()
    {
        await using var database = Database.Parse(connectionString);
        var now = DateTimeOffset.UtcNow;
        await new AccountStore(database).PutAsync(new AccountRecord("acme", "Acme", null, now), default);
        var key = new ApiKeyRecord
        {
            Id = "abcdefghijkl",
            Account = "acme",
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(Key)),
            Name = "test",
            Scopes = ["read", "send", "manage", "events", "admin"],
            CreatedAt = now,
        };
        await new ApiKeyStore(database).AddAsync(key, default);
        _http.DefaultRequestHeaders.Add("X-Api-Key", Key);
    }

    public async Task MigrateAsync()
    {
        var migration = await RunAsync("migrate", Executables.Silo, "migrate", Storage);
        (await migration.ExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(0, migration.Errors);
    }

    public Task<Child> StartSiloAsync(string name, params IEnumerable<string> arguments) => RunAsync(
        name, Executables.Silo, [Storage, $"--Storage:EncryptionKey={_encryptionKey}", $"--Node:Name={name}", "--Cluster:SiloPort=0", "--Cluster:GatewayPort=0", .. arguments]);

    public async Task<Child> StartApiAsync(params IEnumerable<string> arguments)
    {
        var url = $"http://127.0.0.1:{FreePort.Find()}";
        _http.BaseAddress = new Uri(url);
        var api = await RunAsync("api", Executables.Api, [Storage, "--Cluster:Mode=cluster", $"--Urls={url}", .. arguments]);
        await Eventually.TrueAsync(async () => api.HasExited || await StatusAsync("/healthz") == 200, what: "the API is alive");
        return api;
    }

    public Task<Child> RunAsync(string name, string program, params IEnumerable<string> arguments) =>
        RememberAsync(Child.StartAsync(name, program, _folder.FullPath, arguments));

    public Task WaitForActiveAsync(params IEnumerable<string> names) => Eventually.PassesAsync(
        async () => (await StatusesAsync()).Where(node => node.Value == "ACTIVE").Select(node => node.Key).ShouldBe(names, ignoreOrder: true),
        TimeSpan.FromSeconds(60));

    /// <summary>The nodes' states by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StatusesAsync() => (await NodesAsync())
        .ToDictionary(node => node.GetProperty("name").GetString()!, node => node.GetProperty("status").GetString()!);

    public async Task<IReadOnlyList<JsonElement>> NodesAsync() => await _http.GetFromJsonAsync<JsonElement[]>("/api/nodes") ?? [];

    /// <summary>Activates the grain of a node that does not exist, which answers so.</summary>
    public async Task ActivateGrainAsync(string name)
    {
        using var response = await _http.PostAsync($"/admin/nodes/{name}:drain", null);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    public async Task<JsonElement> CordonAsync(string node, string? reason)
    {
        using var response = await _http.PostAsJsonAsync($"/admin/nodes/{node}:drain", new { reason });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>With the second report from now on, each node has read the cordons as they are now.</summary>
    public async Task EveryoneReportsTwiceAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            var before = await HeartbeatsAsync();
            await Eventually.PassesAsync(async () => (await HeartbeatsAsync()).Zip(before).ShouldAllBe(pair => pair.First > pair.Second));
        }
    }

    /// <summary>For requests of sessions.</summary>
    public HttpClient Http => _http;

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    /// <summary>The status code, or 0 when nobody answers.</summary>
    public async Task<int> StatusAsync(string path)
    {
        try
        {
            using var response = await _http.GetAsync(path);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    /// <summary>
    /// Freezes a silo. Of an SQLite file it must not hold the writer's place at that moment: nothing but its own process can
    /// give that back, and no other could even declare it dead. PostgreSQL ends what a frozen client has begun.
    /// </summary>
    public async Task FreezeAsync(Child silo)
    {
        await using var database = Database.Parse(connectionString);
        await silo.FreezeAsync();
        while (database.Kind == DatabaseKind.Sqlite && !await CanWriteAsync(database))
        {
            silo.Thaw();
            await Eventually.TrueAsync(() => CanWriteAsync(database));
            await silo.FreezeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in _children)
        {
            await child.DisposeAsync();
            output.WriteLine($"--- {child.Name}\n{child.Output}{child.Errors}");
        }

        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>Whether the writer's place is free, or becomes so within 2 s; a live silo keeps it for milliseconds.</summary>
    private static async Task<bool> CanWriteAsync(Database database)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var begin = connection.CreateCommand();
        begin.CommandText = "PRAGMA busy_timeout = 2000; BEGIN IMMEDIATE; ROLLBACK";
        begin.CommandTimeout = 2;
        try
        {
            await begin.ExecuteNonQueryAsync();
            return true;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == SqliteBusy)
        {
            return false;
        }
    }

    private async Task<DateTimeOffset[]> HeartbeatsAsync() =>
        [.. (await NodesAsync()).Select(node => node.GetProperty("lastHeartbeat").GetDateTimeOffset())];

    private string Storage => $"--Storage:ConnectionString={connectionString}";

    private async Task<Child> RememberAsync(Task<Child> starting)
    {
        var child = await starting;
        _children.Add(child);
        return child;
    }
}
