namespace Wasilo.Simulator.Routing;

/// <summary>The keys that were used lately between two devices: of the latest chains, the latest of each.</summary>
internal sealed class ChainWatch
{
    private const int Chains = 4;
    private const int Keys = 256;

    private readonly Lock _lock = new();
    private readonly List<Chain> _chains = new(1);

    /// <summary>Remembers a key's use; false if the same key has encrypted something else.</summary>
    public bool Add(SignalHeader header)
    {
        lock (_lock)
        {
            foreach (var chain in _chains)
            {
                if (chain.Name == header.Chain)
                    return chain.Add(header.Counter, header.Print);
            }

            if (_chains.Count == Chains)
                _chains.RemoveAt(0);
            var added = new Chain(header.Chain);
            _chains.Add(added);
            return added.Add(header.Counter, header.Print);
        }
    }

    // By its counter every key has its place among the latest ones; what it is replaced by came so many later.
    private sealed class Chain(ulong name)
    {
        private (uint Counter, ulong Print, bool Used)[] _uses = new (uint, ulong, bool)[4];

        public ulong Name => name;

        public bool Add(uint counter, ulong print)
        {
            if (counter >= _uses.Length && _uses.Length < Keys)
                Grow(counter);
            ref var use = ref _uses[counter % (uint)_uses.Length];
            if (use.Used && use.Counter == counter)
                return use.Print == print;
            if (!use.Used || use.Counter < counter)
                use = (counter, print, true);
            return true;
        }

        private void Grow(uint counter)
        {
            var length = _uses.Length;
            while (length < Keys && length <= counter)
                length *= 4;
            var grown = new (uint Counter, ulong Print, bool Used)[length];
            foreach (var use in _uses)
            {
                if (use.Used)
                    grown[use.Counter % (uint)length] = use;
            }

            _uses = grown;
        }
    }
}
