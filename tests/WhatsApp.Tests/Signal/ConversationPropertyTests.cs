using Wasilo.WhatsApp.Crypto;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Signal.Wire;

namespace Wasilo.WhatsApp.Tests.Signal;

/// <summary>
/// Two devices, and a network that loses, repeats, reorders and corrupts, while both begin sessions and restart as they like. What is
/// delivered is decrypted once, and only what has no open chain any more is not.
/// </summary>
public class ConversationPropertyTests
{
    private const int Messages = 200;

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 40).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_delivered_message_is_decrypted_exactly_once(ulong seed)
    {
        var world = new World(seed);
        while (world.Sent < Messages)
            await world.StepAsync();
        await world.DeliverTheRestAsync();

        world.Decrypted.ShouldBe(world.Delivered - world.TooLate - world.Replaced);
        world.Decrypted.ShouldBeGreaterThan(Messages / 2);
    }

    private sealed record Sent(int From, SignalCiphertext Message, byte[] Plaintext, PublicKey BaseKey)
    {
        internal PublicKey RatchetKey { get; } = WhisperMessage.Parse((Message.Kind == CiphertextKind.Message
            ? Message.Bytes
            : PreKeyWhisperMessage.Parse(Message.Bytes).Message).Span).RatchetKey;

        internal bool IsDecrypted { get; set; }
    }

    private sealed class World(ulong seed)
    {
        private readonly Random _random = new((int)seed);
        private readonly SignalPeer[] _peers = [new("111", 2 * seed), new("222", 2 * seed + 1)];
        private readonly List<Sent> _network = [];
        private readonly List<Sent> _arrived = [];

        // The ratchet keys that a device has seen in a session, in order: the last five chains are open.
        private readonly Dictionary<(int Receiver, PublicKey BaseKey), List<PublicKey>> _chains = [];

        internal int Sent { get; private set; }

        internal int Delivered { get; private set; }

        internal int Decrypted { get; private set; }

        internal int TooLate { get; private set; }

        internal int Replaced { get; private set; }

        internal async Task StepAsync()
        {
            switch (_random.Next(100))
            {
                case < 45:
                    await SendAsync(_random.Next(2));
                    break;
                case < 80 when _network.Count > 0:
                    await DeliverAsync(Pick(_random.Next(2) == 0 ? 0 : _random.Next(_network.Count)));
                    break;
                case < 84 when _network.Count > 0:
                    Pick(_random.Next(_network.Count)); // lost
                    break;
                case < 88 when _arrived.Count > 0:
                    await RepeatAsync(_arrived[_random.Next(_arrived.Count)]);
                    break;
                case < 94 when _network.Count > 0:
                    await CorruptAsync(_network[_random.Next(_network.Count)]);
                    break;
                case < 97:
                    _peers[_random.Next(2)].Restart();
                    break;
                default:
                    int one = _random.Next(2);
                    await _peers[one].StartAsync(_peers[1 - one], withPreKey: _random.Next(4) > 0);
                    break;
            }
        }

        internal async Task DeliverTheRestAsync()
        {
            while (_network.Count > 0)
                await DeliverAsync(Pick(_random.Next(_network.Count)));
        }

        private Sent Pick(int index)
        {
            var message = _network[index];
            _network.RemoveAt(index);
            return message;
        }

        private async Task SendAsync(int from)
        {
            var (sender, receiver) = (_peers[from], _peers[1 - from]);
            if (!await sender.DoAsync(transaction => transaction.HasSessionAsync(receiver.Address)))
                await sender.StartAsync(receiver, withPreKey: _random.Next(4) > 0);
            byte[] plaintext = new byte[_random.Next(1, 300)];
            _random.NextBytes(plaintext);
            var message = await sender.EncryptAsync(receiver, plaintext);
            var session = await sender.DoAsync(transaction => transaction.DescribeAsync(receiver.Address));
            _network.Add(new Sent(from, message, plaintext, session!.BaseKey));
            Sent++;
        }

        private async Task DeliverAsync(Sent message)
        {
            Delivered++;
            _arrived.Add(message);
            if (message.IsDecrypted)
            {
                await RepeatAsync(message); // a corrupted copy was good enough: what was changed in it isn't authenticated
                Replaced++;
            }
            else if (IsOpen(message))
            {
                (await ReceiveAsync(message, message.Message)).ShouldBe(message.Plaintext);
                Note(message);
                Decrypted++;
            }
            else
            {
                await Should.ThrowAsync<SignalMacException>(() => ReceiveAsync(message, message.Message));
                TooLate++;
            }
        }

        private async Task RepeatAsync(Sent message)
        {
            var failure = await Should.ThrowAsync<SignalException>(() => ReceiveAsync(message, message.Message));
            if (message.IsDecrypted && IsOpen(message))
                failure.ShouldBeOfType<DuplicateMessageException>().Reason.ShouldBeNull();
            _peers[1 - message.From].LastDelta.ShouldChangeNothing();
        }

        private async Task CorruptAsync(Sent message)
        {
            byte[] bytes = [.. message.Message.Bytes];
            bytes[_random.Next(bytes.Length)] ^= (byte)_random.Next(1, 256);
            try
            {
                (await ReceiveAsync(message, message.Message with { Bytes = bytes })).ShouldBe(message.Plaintext);
                message.IsDecrypted.ShouldBeFalse();
                Note(message);
            }
            catch (SignalException)
            {
                _peers[1 - message.From].LastDelta.ShouldChangeNothing();
            }
        }

        private Task<byte[]> ReceiveAsync(Sent message, SignalCiphertext ciphertext) =>
            _peers[1 - message.From].DecryptAsync(_peers[message.From], ciphertext);

        private bool IsOpen(Sent message) => Chains(message) is var chains
            && (!chains.Contains(message.RatchetKey) || chains.IndexOf(message.RatchetKey) >= chains.Count - SignalLimits.ReceivingChains);

        private void Note(Sent message)
        {
            if (!Chains(message).Contains(message.RatchetKey))
                Chains(message).Add(message.RatchetKey);
            message.IsDecrypted = true;
        }

        private List<PublicKey> Chains(Sent message)
        {
            var key = (1 - message.From, message.BaseKey);
            return _chains.TryGetValue(key, out var chains) ? chains : _chains[key] = [];
        }
    }
}
