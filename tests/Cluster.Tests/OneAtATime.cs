// Each test runs up to five processes and holds them to deadlines: two tests at once would test the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
