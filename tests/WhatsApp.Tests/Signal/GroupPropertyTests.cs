using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Tests.Signal;

/// <summary>
/// Five devices in a group that rotate their keys and restart as they like, and a network that loses, repeats, reorders and corrupts.
/// A message whose sender's key has come is decrypted once.
/// </summary>
public class GroupPropertyTests
{
    private const int Messages = 120;

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 12).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_delivered_message_is_decrypted_exactly_once(ulong seed)
    {
        var world = new World(seed);
        while (world.Sent < Messages)
            await world.StepAsync();
        await world.DeliverTheRestAsync();

        world.Decrypted.ShouldBeGreaterThan(Messages * 2);
    }

    // With the key as it was when the message was made: all that is needed to read it, and what a member is sent with it.
    private sealed record Sent(int From, int To, byte[] Distribution, byte[] Message, byte[] Plaintext)
    {
        internal (int From, int To, uint Id) Key { get; } = (From, To, SenderKeyMessage.Parse(Message).KeyId);

        internal uint Iteration { get; } = SenderKeyMessage.Parse(Message).Iteration;
    }

    private sealed class World(ulong seed)
    {
        // One key more would push an earlier one out before its last message has come.
        private const int Rotations = SignalLimits.SenderKeys - 1;

        private static readonly Jid Group = Jid.Parse("123-456@g.us");

        private readonly Random _random = new((int)seed);
        private readonly SignalPeer[] _peers = [.. Enumerable.Range(0, 5).Select(i => new SignalPeer($"{i + 1}", (5 * seed) + (ulong)i))];
        private readonly int[] _rotations = new int[5];
        private readonly List<Sent> _network = [];
        private readonly List<Sent> _arrived = [];

        // The least iteration of each key that a member was given.
        private readonly Dictionary<(int From, int To, uint Id), uint> _keys = [];

        internal int Sent { get; private set; }

        internal int Decrypted { get; private set; }

        internal async Task StepAsync()
        {
            switch (_random.Next(100))
            {
                case < 20:
                    await SendAsync(_random.Next(5));
                    break;
                case < 85 when _network.Count > 0:
                    await DeliverAsync(Pick());
                    break;
                case < 88 when _network.Count > 0:
                    Pick(); // lost
                    break;
                case < 91 when _arrived.Count > 0:
                    await RepeatAsync(_arrived[_random.Next(_arrived.Count)]);
                    break;
                case < 95 when _network.Count > 0:
                    await CorruptAsync(_network[_random.Next(_network.Count)]);
                    break;
                case < 98:
                    _peers[_random.Next(5)].Restart();
                    break;
                default:
                    int rotating = _random.Next(5);
                    if (_rotations[rotating]++ < Rotations)
                    {
                        var peer = _peers[rotating];
                        await peer.DoAsync(transaction => transaction.RotateSenderKeyAsync(Group, peer.Address));
                    }

                    break;
            }
        }

        internal async Task DeliverTheRestAsync()
        {
            while (_network.Count > 0)
                await DeliverAsync(Pick());
        }

        private Sent Pick()
        {
            int index = _random.Next(_network.Count);
            var message = _network[index];
            _network.RemoveAt(index);
            return message;
        }

        private async Task SendAsync(int from)
        {
            var sender = _peers[from];
            byte[] plaintext = new byte[_random.Next(1, 300)];
            _random.NextBytes(plaintext);
            byte[] distribution = await sender.DoAsync(transaction => transaction.DistributionOfAsync(Group, sender.Address));
            byte[] message = await sender.DoAsync(transaction => transaction.EncryptForGroupAsync(Group, sender.Address, plaintext));
            for (int to = 0; to < 5; to++)
            {
                if (to != from)
                    _network.Add(new Sent(from, to, distribution, message, plaintext));
            }

            Sent++;
        }

        private async Task DeliverAsync(Sent sent)
        {
            if (!_keys.TryGetValue(sent.Key, out uint first))
            {
                await Should.ThrowAsync<NoSenderKeyException>(() => ReceiveAsync(sent, sent.Message));
                _peers[sent.To].LastDelta.ShouldChangeNothing();
                await _peers[sent.To].DoAsync(transaction =>
                    transaction.ProcessDistributionAsync(Group, _peers[sent.From].Address, sent.Distribution));
                _keys[sent.Key] = first = sent.Iteration;
            }
            else if (sent.Iteration < first)
            {
                await Should.ThrowAsync<MissingMessageKeyException>(() => ReceiveAsync(sent, sent.Message));
                return;
            }

            _arrived.Add(sent);
            (await ReceiveAsync(sent, sent.Message)).ShouldBe(sent.Plaintext);
            Decrypted++;
        }

        private async Task RepeatAsync(Sent sent)
        {
            await Should.ThrowAsync<DuplicateMessageException>(() => ReceiveAsync(sent, sent.Message));
            _peers[sent.To].LastDelta.ShouldChangeNothing();
        }

        private async Task CorruptAsync(Sent sent)
        {
            byte[] bytes = [.. sent.Message];
            bytes[_random.Next(1, bytes.Length)] ^= (byte)_random.Next(1, 256);
            await Should.ThrowAsync<SignalException>(() => ReceiveAsync(sent, bytes));
            _peers[sent.To].LastDelta.ShouldChangeNothing();
        }

        private Task<byte[]> ReceiveAsync(Sent sent, byte[] bytes) =>
            _peers[sent.To].DoAsync(transaction => transaction.DecryptFromGroupAsync(Group, _peers[sent.From].Address, bytes));
    }
}
