using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Wasilo.Simulator.Phones;
using Xunit.Abstractions;

namespace Wasilo.Cluster.Tests;

/// <summary>Phones write and sessions write, while silos are killed in the middle of it.</summary>
public class DurabilityTests(TestDatabases databases, ITestOutputHelper output) : IClassFixture<TestDatabases>
{
    private const int Sessions = 3;
    private const int Kills = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly ConcurrentBag<(int Session, string Id)> _written = [];
    private readonly ConcurrentBag<(int Session, string Text)> _accepted = [];

    [Theory, OnPostgres]
    public async Task No_message_is_lost_or_doubled_when_silos_are_killed(TestDatabaseKind database)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var fleet = await SessionFleet.StartAsync(await databases.CreateAsync(database), output);
        var silos = new Dictionary<string, Child>(await fleet.StartSilosAsync("node-1", "node-2"));
        var retries = new { policy = "constant", delaySeconds = 1, attempts = 100 };
        var devices = await fleet.PairAsync(Sessions, new { webhooks = new[] { new { url = receiver.Url, events = new[] { "message" }, retries } } });
        var phones = Enumerable.Range(0, Sessions).Select(number => fleet.Server.Phones.Create($"1666{number:0000000}", "Bob")).ToArray();
        await fleet.WorkingAsync(Sessions);

        using var stop = new CancellationTokenSource();
        var writing = Enumerable.Range(0, Sessions)
            .SelectMany(number => (Task[])[WriteInAsync(fleet, number, phones[number], devices[number], stop.Token), WriteOutAsync(fleet, number, phones[number], stop.Token)])
            .ToArray();
        for (var kill = 0; kill < Kills; kill++)
        {
            await MoreIsAcceptedAsync();
            var victim = SessionFleet.Fullest(await fleet.WorkingAsync(Sessions));
            await silos[victim].KillAsync();
            silos.Remove(victim);
            var next = $"node-{kill + 3}";
            silos.Add(next, await fleet.StartSiloAsync(next));
            await fleet.OnlineAsync(devices, Deadline);
        }

        await MoreIsAcceptedAsync();
        await stop.CancelAsync();
        await Task.WhenAll(writing);

        output.WriteLine($"{_written.Count} written by phones, {_accepted.Count} accepted to be sent");
        for (var number = 0; number < Sessions; number++)
            await EverythingIsThereAsync(fleet, receiver, number, phones[number]);
        fleet.Server.Violations.ShouldBeEmpty();
    }

    /// <summary>So that each kill is in the middle of it.</summary>
    private async Task MoreIsAcceptedAsync()
    {
        var before = _accepted.Count;
        await Eventually.TrueAsync(() => _accepted.Count >= before + 10, Deadline);
    }

    private async Task WriteInAsync(SessionFleet fleet, int number, Phone phone, Device device, CancellationToken stop)
    {
        var script = fleet.Server.Script(phone);
        for (var count = 0; !stop.IsCancellationRequested; count++)
        {
            var message = await script.SendTextAsync(device.Jid.ToAccount(), $"in {number} {count}");
            _written.Add((number, $"false_{phone.Number}@c.us_{message.Id}"));
            await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteOutAsync(SessionFleet fleet, int number, Phone phone, CancellationToken stop)
    {
        for (var count = 0; !stop.IsCancellationRequested; count++)
        {
            var text = $"out {number} {count}";
            if (await TrySendAsync(fleet, new { session = $"s{number}", chatId = $"{phone.Number}@c.us", text }))
                _accepted.Add((number, text));
            await Task.Delay(Pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> TrySendAsync(SessionFleet fleet, object body)
    {
        try
        {
            using var response = await fleet.Cluster.Http.PostAsJsonAsync("/api/sendText", body);
            return (int)response.StatusCode == 201;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private Task EverythingIsThereAsync(SessionFleet fleet, WebhookReceiver receiver, int number, Phone phone) => Eventually.PassesAsync(
        async () =>
        {
            var written = _written.Where(one => one.Session == number).Select(static one => one.Id).ToArray();
            var stored = (await StoredAsync(fleet, number)).Where(static id => id.StartsWith("false_", StringComparison.Ordinal)).ToArray();
            stored.ShouldBe(written, ignoreOrder: true);

            var told = receiver.Messages.Distinct().Where(one => written.Contains(one.MessageId)).ToArray();
            told.Select(static one => one.MessageId).ShouldBe(written, ignoreOrder: true);

            var read = fleet.Server.Script(phone).Messages.Where(static message => !message.FromMe).Select(static message => message.Text).ToArray();
            read.ShouldBeUnique();
            _accepted.Where(one => one.Session == number).Select(static one => one.Text).Except(read).ShouldBeEmpty();
        },
        Deadline);

    private static async Task<List<string>> StoredAsync(SessionFleet fleet, int number)
    {
        const int Page = 1_000;
        var all = new List<string>();
        while (true)
        {
            var page = await fleet.Cluster.Http.GetFromJsonAsync<JsonElement[]>($"/api/s{number}/chats/all/messages?limit={Page}&offset={all.Count}");
            all.AddRange(page!.Select(static message => message.GetProperty("id").GetString()!));
            if (page!.Length < Page)
                return all;
        }
    }
}
