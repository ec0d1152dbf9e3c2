using Wasilo.Load.Harness;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.Load.Messages;

/// <summary>What Signal costs two parties: answers, new sessions, groups. One message, one commit.</summary>
internal static class SignalTimings
{
    private const int Rounds = 4;
    private const int GroupRounds = 20;

    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync()
    {
        var (encrypt, decrypt) = await MeasureSenderKeysAsync();
        return new Dictionary<string, double>
        {
            ["ping_pong_us"] = await MeasurePingPongAsync(),
            ["new_session_us"] = await MeasureNewSessionsAsync(),
            ["sender_key_encrypt_us"] = encrypt,
            ["sender_key_decrypt_us"] = decrypt,
        };
    }

    /// <summary>Each message answers the one before: every one takes a step of the DH ratchet on both sides.</summary>
    private static async Task<double> MeasurePingPongAsync()
    {
        var (one, other) = await SignalDevice.MeetAsync();
        return (await Repeated.MedianAsync(async () => [await Repeated.MicrosecondsAsync(Rounds, async _ =>
        {
            await other.DecryptAsync(one.Address, await one.EncryptAsync(other.Address));
            await one.DecryptAsync(other.Address, await other.EncryptAsync(one.Address));
        }) / 2]))[0];
    }

    /// <summary>From the keys that the server gives out to the first text that is read.</summary>
    private static async Task<double> MeasureNewSessionsAsync()
    {
        var other = new SignalDevice("100000000000002");
        uint next = 1;
        return (await Repeated.MedianAsync(async () =>
        {
            var ones = Enumerable.Range(0, Rounds).Select(index => new SignalDevice($"{200_000_000_000_000 + next + index}")).ToArray();
            var bundles = new List<PreKeyBundle>();
            await other.AddPreKeysAsync(next, Rounds);
            for (var index = 0; index < Rounds; index++)
                bundles.Add(await other.BundleAsync(next++));
            return [await Repeated.MicrosecondsAsync(Rounds, async index =>
            {
                await ones[index].StartAsync(other.Address, bundles[index]);
                await other.DecryptAsync(ones[index].Address, await ones[index].EncryptAsync(other.Address));
            })];
        }))[0];
    }

    private static async Task<(double Encrypt, double Decrypt)> MeasureSenderKeysAsync()
    {
        var group = Jid.Parse("120363000000000001@g.us");
        var (one, other) = (new SignalDevice("100000000000001"), new SignalDevice("100000000000002"));
        await other.JoinAsync(group, one.Address, await one.DistributionAsync(group));
        var messages = new byte[GroupRounds][];
        var figures = await Repeated.MedianAsync(async () =>
        [
            await Repeated.MicrosecondsAsync(GroupRounds, async index => messages[index] = await one.EncryptForGroupAsync(group)),
            await Repeated.MicrosecondsAsync(GroupRounds, index => other.DecryptFromGroupAsync(group, one.Address, messages[index])),
        ]);
        return (figures[0], figures[1]);
    }
}
